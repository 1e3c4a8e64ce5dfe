import Foundation
import TestSupport
import Testing

/// `lro-top unmerge`: what it writes, says and refuses.
struct UnmergeCommandTests {
    private let folder: TemporaryFolder
    private let capture: String
    private let output: String

    /// A capture of two merged packets of 23 and 16 segments and one single one.
    init() throws {
        folder = try TemporaryFolder()
        var merged = CommandLineCapture()
        merged.add(CommandLineCapture.segment(sequence: 1_000, payload: 23 * 1_460))
        merged.add(CommandLineCapture.segment(sequence: 1_000 + 23 * 1_460, payload: 16 * 1_460))
        merged.add(CommandLineCapture.segment(sequence: 1_000 + 39 * 1_460, payload: 100))
        capture = try folder.file("in.pcap", merged.bytes).path
        output = folder.url.appendingPathComponent("out.pcapng").path
    }

    private func unmerge(_ options: String...) throws -> CommandLineRun {
        try CommandLineRun(["unmerge", capture, "-o", output] + options)
    }

    private var lengths: [Int] { TestCapture(URL(fileURLWithPath: output))?.frames.map(\.wireLength) ?? [] }

    @Test func theSegmentsAreThere() throws {
        let run = try unmerge()
        #expect(run.ending == .exit(0))
        #expect(run.output.isEmpty)
        #expect(
            run.errorText.hasPrefix(
                "lro-top: \(output): 40 packets written; 2 packets were merged before the capture: cut into 39 segments"
            ))
        #expect(lengths == Array(repeating: 1_514, count: 39) + [154])
    }

    @Test func aSizeCanBeGiven() throws {
        let run = try unmerge("--unmerge", "14600")
        #expect(run.errorText.contains("cut into 5 segments, sizes as given for 2"))
        #expect(lengths == [14_654, 14_654, 4_434, 14_654, 8_814, 154])
        for size in ["0", "47", "65536", "full"] { expectSentence(try unmerge("--unmerge", size), code: 64) }
    }

    @Test func theFilterIsOfTheSegments() throws {
        #expect(try unmerge("--filter", "less 200").ending == .exit(0))
        #expect(lengths == [154])
        expectSentence(try unmerge("--filter", "no such thing", "--force"), code: 64)
    }

    @Test func whatExistsIsReplacedByForceOnly() throws {
        #expect(try unmerge().ending == .exit(0))
        expectSentence(try unmerge(), code: 74)
        #expect(try unmerge("--force").ending == .exit(0))
        expectSentence(try CommandLineRun(["unmerge", capture, "-o", capture, "--force"]), code: 74)
        expectSentence(try CommandLineRun(["unmerge", "nowhere.pcap", "-o", output, "--force"]), code: 66)
    }

    @Test func aPipeIsCutOnTheWay() throws {
        let run = try CommandLineRun(shell: "cat '\(capture)' | \"$LRO_TOP\" unmerge - -o '\(output)'")
        #expect(run.errorText.contains("2 packets were merged"))
        #expect(lengths.count == 40)
    }

    /// What was cut is not merged any more, although this program wrote it.
    @Test func theReportTakesTheSegmentsForTheWire() throws {
        #expect(try unmerge().ending == .exit(0))
        let report = try CommandLineRun(["report", output, "--json"])
        #expect(try !ReportObject(report.output).warnings.contains("already-merged"))
    }
}
