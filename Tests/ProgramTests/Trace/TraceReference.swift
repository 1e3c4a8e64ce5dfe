import Foundation
import TestSupport

/// A row of an index of reference deliveries: a reference, its capture, and the options it was made with.
struct TraceReference: Sendable, CustomStringConvertible {
    let reference: URL
    let capture: URL
    let options: [String]

    var description: String { reference.lastPathComponent }

    /// The rows of the index in `folder`, whose captures are in one of `captures`; none where there is no index.
    ///
    /// `options` makes options of the cells behind the reference and the capture.
    static func rows(
        _ folder: URL, captures: [URL], options: (ArraySlice<String>) -> [String]
    ) -> [TraceReference] {
        let index = (try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)) ?? ""
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t").map(String.init)
            let places = captures.map { $0.appending(path: cells[1]) }
            guard let capture = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
                return nil
            }
            return TraceReference(
                reference: folder.appending(path: cells[0]), capture: capture, options: options(cells.dropFirst(2)))
        }
    }
}
