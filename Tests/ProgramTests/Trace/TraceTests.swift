import Foundation
import TestSupport
import Testing

/// `lro-top trace` against what the original inet_lro delivers for the same captures.
@Suite struct TraceTests {
    private static func rows(_ folder: URL, captures: [URL]) -> [TraceReference] {
        TraceReference.rows(folder, captures: captures) { cells in
            let names = ["--mode", "--max-aggr", "--sessions", "--budget", "--mtu", "--copybreak"]
            let values = cells.map { $0 == "frags" ? "pages" : $0 }
            return ["--rules", "inet-lro", "--queues", "1"] + zip(names, values).flatMap { [$0, $1] }
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
    func ownReference(_ row: TraceReference) throws { try expectEqual(row) }

    @Test(arguments: shared)
    func sharedReference(_ row: TraceReference) throws { try expectEqual(row) }

    private func expectEqual(_ row: TraceReference) throws {
        let reference = try Program.run(URL(filePath: "/bin/gzip"), ["-dc", row.reference.path])
        try #require(reference.status == 0, "\(reference.complaint)")
        let trace = try Program.run(["trace", row.capture.path] + Program.asCaptured + row.options)
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
