import Foundation
import TestSupport
import Testing

/// `lro-top trace --rules gro` against what a Linux 6.18 kernel delivers for the same captures.
@Suite struct GROTraceTests {
    /// What is compared of a delivered TCP packet.
    struct Packet: Equatable {
        let sequence, acknowledgment, flags, payload, segments: Int
    }

    private static func rows(_ folder: URL, captures: [URL]) -> [TraceReference] {
        TraceReference.rows(folder, captures: captures) { cells in
            ["--budget"] + cells.prefix(1) + (cells.last == "yes" ? ["--strip-vlan"] : [])
        }
    }

    private static let own = rows(
        Folders.tests.appending(path: "ProgramTests/GROTraces"),
        captures: [Folders.tests.appending(path: "Support/Captures")])
    private static let shared = rows(
        Folders.shared.appending(path: "traces/linux-gro"),
        captures: [Folders.shared.appending(path: "captures")])

    @Test func referencesAreThere() {
        #expect(Self.own.count == 10)
        #expect(Self.shared.isEmpty || Self.shared.count == 126)
    }

    @Test(arguments: own)
    func ownReference(_ row: TraceReference) throws { try expectEqual(row) }

    @Test(arguments: shared)
    func sharedReference(_ row: TraceReference) throws { try expectEqual(row) }

    private func expectEqual(_ row: TraceReference) throws {
        let reference = try Program.run(URL(filePath: "/bin/gzip"), ["-dc", row.reference.path])
        try #require(reference.status == 0, "\(reference.complaint)")
        let expected = try Self.reference(reference.output)
        // The kernel's flow hash was 0, so that all its eight places were in one bucket.
        let options = [
            "--rules", "gro", "--gro-buckets", "1", "--sessions", "8", "--queues", "1", "--verify-checksums",
        ]
        let sender = ["--filter", "ether src 02:00:00:00:00:01"]
        let trace = try Program.run(["trace", row.capture.path] + Program.asCaptured + options + sender + row.options)
        #expect(trace.status == 0 && trace.complaint == "")
        let delivered = try Self.delivered(trace.output)
        #expect(!expected.isEmpty)
        #expect(delivered.count == expected.count)
        let place = zip(delivered, expected).enumerated().first { $1.0 != $1.1 }
        #expect(place == nil, "packet \(place?.offset ?? 0) of those with TCP")
    }

    /// The TCP packets of a reference; fragments have no sequence number there.
    private static func reference(_ data: Data) throws -> [Packet] {
        try String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 13, !cells[6].isEmpty else { return nil }
            let numbers = [cells[6], cells[7], cells[10], cells[12]].compactMap { Int($0) }
            try #require(numbers.count == 4)
            return Packet(
                sequence: numbers[0], acknowledgment: numbers[1],
                flags: try #require(Int(cells[8].dropFirst(2), radix: 16)),
                payload: numbers[2], segments: numbers[3])
        }
    }

    /// The TCP packets of a trace that are no fragments.
    private static func delivered(_ data: Data) throws -> [Packet] {
        try String(decoding: data, as: UTF8.self).split(separator: "\n").dropLast().compactMap { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let object, object["reason"] as? String != "fragment", let sequence = object["seq"] as? Int else {
                return nil
            }
            return Packet(
                sequence: sequence, acknowledgment: object["ack"] as? Int ?? -1, flags: object["flags"] as? Int ?? -1,
                payload: object["payload_bytes"] as? Int ?? -1, segments: (object["packets"] as? [Int])?.count ?? -1)
        }
    }
}
