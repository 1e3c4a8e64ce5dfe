import Foundation
import Packet
import TestSupport
import Testing
import Unmerge

/// A capture of a host that merges, with what is expected of it; they lie beside the package where it is developed.
struct MergedPair: CustomTestStringConvertible, Sendable {
    let name: String
    let view: String
    /// The row of the table by column.
    let expected: [String: String]

    var testDescription: String { "\(name) \(view)" }

    private static let captures = Folders.shared.appending(path: "captures/merged")
    private static let traces = Folders.shared.appending(path: "traces/unmerge")

    /// All pairs; none where the folder is not there.
    static let all: [MergedPair] = {
        let rows = table(traces.appending(path: "index.tsv"))
        return rows.compactMap { row in
            row["pair"].flatMap { name in row["view"].map { MergedPair(name: name, view: $0, expected: row) } }
        }
    }()

    /// A number of the table, nil where there is none.
    func number(_ column: String) -> Int? { expected[column].flatMap { Int($0) } }

    /// What the host saw.
    var host: TestCapture? { TestCapture(Self.captures.appending(path: "\(name).\(view).pcap")) }
    /// What was on the wire.
    var wire: TestCapture? { TestCapture(Self.captures.appending(path: "\(name).wire.pcap")) }

    /// The packets that are cut: `1448 mss` by the frame's index; those that are left whole as uncertain are not there.
    var cuts: [Int: String] {
        let rows = Self.table(Self.traces.appending(path: "\(name).\(view).tsv"))
        return Dictionary(
            uniqueKeysWithValues: rows.compactMap { row in
                guard let index = row["index"].flatMap({ Int($0) }), let size = row["size"], size != "-" else {
                    return nil
                }
                return (index, "\(size) \(row["confidence"] ?? "")")
            })
    }

    /// What the kernel said of each frame's size, where it said anything.
    var gsoSizes: [Int?] {
        Self.table(Self.captures.appending(path: "\(name).\(view).gso.tsv")).map { $0["gso_size"].flatMap { Int($0) } }
    }

    private static func table(_ url: URL) -> [[String: String]] {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        guard let head = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(head, $0)) { first, _ in first } }
    }
}

extension TestFrame {
    /// All headers of a TCP packet from the IP header on but for its checksums, to compare what is on two links.
    func headers(_ link: LinkType) -> [UInt8]? {
        guard let packet = TCPPacket(bytes.span, wireLength: wireLength, link: link) else { return nil }
        var headers = Array(bytes[packet.networkOffset..<packet.headerLength])
        if packet.identification != nil { headers.replaceSubrange(10..<12, with: [0, 0]) }
        headers.replaceSubrange(packet.transportOffset + 16..<packet.transportOffset + 18, with: [0, 0])
        return headers
    }

    /// The frame with no MSS option: NOPs in its place.
    func withoutMSS(_ link: LinkType) -> TestFrame {
        guard let packet = TCPPacket(bytes.span, wireLength: wireLength, link: link), packet.flags.contains(.syn) else {
            return self
        }
        var frame = self
        var place = packet.networkOffset + packet.transportOffset + TCPHeader.minimumLength
        while place + 4 <= packet.headerLength, bytes[place] != 0 {
            if bytes[place] == 2 { frame.bytes.replaceSubrange(place..<place + 4, with: [1, 1, 1, 1]) }
            place += bytes[place] == 1 ? 1 : max(2, Int(bytes[place + 1]))
        }
        return frame
    }
}

extension [TestFrame] {
    /// How often each TCP packet is there, by its headers.
    func tally(_ link: LinkType, where isCounted: (TCPFlags) -> Bool = { _ in true }) -> [[UInt8]: Int] {
        var tally: [[UInt8]: Int] = [:]
        for frame in self {
            guard let packet = TCPPacket(frame.bytes.span, wireLength: frame.wireLength, link: link),
                isCounted(packet.flags), let headers = frame.headers(link)
            else { continue }
            tally[headers, default: 0] += 1
        }
        return tally
    }
}
