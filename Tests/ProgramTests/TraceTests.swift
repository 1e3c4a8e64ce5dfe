import Foundation
import TestSupport
import Testing

/// `lro-top trace` against what the original inet_lro delivers for the same captures.
@Suite struct TraceTests {
    /// A row of an index: a reference, its capture, and the options it was made with.
    struct Row: Sendable, CustomStringConvertible {
        let reference: URL
        let capture: URL
        let options: [String]

        var description: String { reference.lastPathComponent }
    }

    /// The rows of the index in `folder`, whose captures are in one of `captures`; none where there is no index.
    private static func rows(_ folder: URL, captures: [URL]) -> [Row] {
        let index = (try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)) ?? ""
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t").map(String.init)
            let places = captures.map { $0.appending(path: cells[1]) }
            guard let capture = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
                return nil
            }
            let options = [
                "--rules", "inet-lro", "--queues", "1", "--mode", cells[2] == "frags" ? "pages" : cells[2],
                "--max-aggr", cells[3], "--sessions", cells[4], "--budget", cells[5], "--mtu", cells[6],
                "--copybreak", cells[7],
            ]
            return Row(reference: folder.appending(path: cells[0]), capture: capture, options: options)
        }
    }

    private static let own = rows(
        Folders.tests.appending(path: "ProgramTests/Traces"),
        captures: [Folders.tests.appending(path: "Support/Captures")])

    private static let shared = rows(
        Folders.traces, captures: ["", "fuzz"].map { Folders.shared.appending(path: "captures/\($0)") })

    @Test func referencesAreThere() {
        #expect(Self.own.count == 36)
        #expect(Self.shared.isEmpty || Self.shared.count == 413)
    }

    @Test(arguments: own)
    func ownReference(_ row: Row) throws { try expectEqual(row) }

    @Test(arguments: shared)
    func sharedReference(_ row: Row) throws { try expectEqual(row) }

    private func expectEqual(_ row: Row) throws {
        let reference = try Program.run(URL(filePath: "/bin/gzip"), ["-dc", row.reference.path])
        try #require(reference.status == 0, "\(reference.complaint)")
        let trace = try Program.run(["trace", row.capture.path] + row.options)
        #expect(trace.status == 0)
        #expect(trace.complaint == "")
        #expect(TraceLine.difference(Array(trace.output), reference: Array(reference.output)) == nil)
    }

    /// The comparison finds what it is there to find.
    @Test func differences() {
        func difference(_ trace: String, _ reference: String) -> String? {
            TraceLine.difference(Array(trace.utf8), reference: Array(reference.utf8))
        }
        let line = #"{"deliver":0,"packets":[1,2],"held":true,"reason":"gap","seq":5}"#
        #expect(difference(line, #"{"packets":[1,2],"deliver":0,"seq":null,"held":true}"#) == nil)
        #expect(difference(line, #"{"packets":[1,3]}"#) == "line 1: packets must be [1,3] and is [1,2]")
        #expect(difference(line, #"{"win":7}"#) == "line 1: win must be 7 and is ")
        #expect(difference(line + "\n" + line, #"{"deliver":0}"#) == "2 lines, not 1")
        #expect(difference("", #"{"deliver":0}"#) == "0 lines, not 1")
    }
}
