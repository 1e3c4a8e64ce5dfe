import Foundation
import Testing

/// A report as JSON, with its numbers at hand.
struct ReportObject {
    let object: [String: Any]

    init(_ json: [UInt8]) throws {
        object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    }

    init(_ object: [String: Any]) {
        self.object = object
    }

    /// What stands under a path of keys, or nil.
    func value(_ path: String...) -> Any? { value(path) }

    /// A number, or -1 where there is none.
    func number(_ path: String...) -> Int { value(path) as? Int ?? -1 }

    /// A number with decimals, or nil.
    func decimal(_ path: String...) -> Double? { value(path) as? Double }

    /// What stands under a path of keys, or nil.
    func value(_ path: [String]) -> Any? {
        path.reduce(object as Any?) { ($0 as? [String: Any])?[$1] }
    }

    /// Numbers by name.
    func counts(_ path: String...) -> [String: Int] { value(path) as? [String: Int] ?? [:] }

    /// What is said of the source.
    var source: ReportObject { ReportObject(value("source") as? [String: Any] ?? [:]) }

    /// Objects in an array.
    func objects(_ key: String) -> [ReportObject] {
        (object[key] as? [[String: Any]] ?? []).map { ReportObject($0) }
    }

    /// The ids of the warnings.
    var warnings: [String] { objects("warnings").compactMap { $0.value("id") as? String } }

    /// Packets that passed, for whatever reason.
    var passed: Int { counts("passed").values.reduce(0, +) }

    /// Sessions that were flushed, for whatever reason.
    var flushed: Int { counts("flushed").values.reduce(0, +) }
}
