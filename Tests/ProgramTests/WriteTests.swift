import Capture
import Foundation
import TestSupport
import Testing

/// `lro-top write`: what it says, what it refuses, and what is left when it cannot go on.
struct WriteTests {
    private let folder: TemporaryFolder
    private let capture: String
    private let output: String

    init() throws {
        folder = try TemporaryFolder()
        capture = try folder.file("in.pcap", CommandLineCapture(segments: 40).bytes).path
        output = folder.url.appendingPathComponent("out.pcapng").path
    }

    private func write(_ options: String...) throws -> CommandLineRun {
        try CommandLineRun(["write", capture, "-o", output] + options)
    }

    @Test func theDeliveredPacketsAreThere() throws {
        let run = try write("--max-aggr", "16", "--queues", "2")
        #expect(run.ending == .exit(0))
        #expect(run.output.isEmpty)
        #expect(run.errorText == "lro-top: \(output): 3 packets written\n")
        let written = try #require(TestCapture(URL(fileURLWithPath: output)))
        #expect(written.frames.map(\.wireLength) == [54 + 16 * 1_448, 54 + 16 * 1_448, 54 + 8 * 1_448])
    }

    @Test func classicPcapByItsName() throws {
        let file = folder.url.appendingPathComponent("out.pcap")
        #expect(try CommandLineRun(["write", capture, "-o", file.path]).ending == .exit(0))
        #expect([UInt8](try Data(contentsOf: file)).prefix(4) == [0x4d, 0x3c, 0xb2, 0xa1])
        #expect(TestCapture(file)?.frames.map(\.wireLength) == [54 + 32 * 1_448, 54 + 8 * 1_448])
    }

    @Test func standardOutputGetsTheSameBytes() throws {
        #expect(try write().ending == .exit(0))
        let pipe = try CommandLineRun(["write", capture, "--output", "-"])
        #expect(pipe.output == [UInt8](try Data(contentsOf: URL(fileURLWithPath: output))))
        #expect(pipe.errorText == "lro-top: stdout: 2 packets written\n")
    }

    @Test func whatExistsIsReplacedByForceOnly() throws {
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: output))
        expectSentence(try write(), code: 74)
        #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == Data([1, 2, 3]))
        #expect(try write("--force").ending == .exit(0))
        #expect(TestCapture(URL(fileURLWithPath: output))?.frames.count == 2)
    }

    @Test func theSourceIsNeverReplaced() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: capture))
        let link = folder.url.appendingPathComponent("link.pcap").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: capture)
        expectSentence(try CommandLineRun(["write", capture, "-o", link, "--force"]), code: 74)
        #expect(try Data(contentsOf: URL(fileURLWithPath: capture)) == before)
    }

    @Test func aFileIsWanted() throws {
        expectSentence(try CommandLineRun(["write", capture]), code: 64)
    }

    @Test func aReaderThatGoesAwayIsSaid() throws {
        let run = try CommandLineRun(
            shell: "{ \"$LRO_TOP\" write synthetic:bulk,packets=20000 -o -; echo $? >&2; } | head -c 9 >/dev/null")
        #expect(run.errorLines.count == 2 && run.errorLines.last == "74")
        #expect(run.errorText.contains("stdout: cannot be written: Broken pipe; "))
    }

    /// A file may grow to so many bytes only, as on a full disk.
    @Test(arguments: ["out.pcap", "out.pcapng"])
    func aFullDiskLeavesWholePackets(name: String) throws {
        let file = folder.url.appendingPathComponent(name)
        let run = try CommandLineRun(
            shell: "trap '' XFSZ; ulimit -f 1500; exec \"$LRO_TOP\" write synthetic:bulk,packets=4000 "
                + "-o '\(file.path)'")
        let written = try #require(TestCapture(file))
        #expect(run.ending == .exit(74))
        #expect(written.frames.count > 10)
        #expect(
            run.errorText == "lro-top: \(file.path): cannot be written: File too large; "
                + "\(written.frames.count) packets written\n")
    }

    @Test func damageComesAfterWhatWasReadable() throws {
        var bytes = CommandLineCapture(segments: 5).bytes
        bytes.removeLast(700)
        let damaged = try folder.file("damaged.pcap", bytes).path
        let run = try CommandLineRun(["write", damaged, "-o", output])
        #expect(run.ending == .exit(65))
        #expect(run.errorLines.first == "lro-top: \(output): 1 packet written")
        #expect(TestCapture(URL(fileURLWithPath: output))?.frames.map(\.wireLength) == [54 + 4 * 1_448])
    }

    /// Whatever was written by this program is merged already, even where no packet shows it: it says so itself.
    @Test(arguments: ["100", "1448"])
    func theReportKnowsItsOwn(payload: String) throws {
        var small = CommandLineCapture()
        for number in 0..<5 {
            let length = Int(payload) ?? 0
            small.add(CommandLineCapture.segment(sequence: UInt32(number * length), payload: length))
        }
        let source = try folder.file("small.pcap", small.bytes).path
        #expect(try CommandLineRun(["write", source, "-o", output]).ending == .exit(0))
        let report = try CommandLineRun(["report", output, "--json"])
        #expect(try ReportObject(report.output).warnings.contains("already-merged"))
        #expect(report.text.contains("cut into 5 segments, sizes as the capture tells for 1"))
        let uncut = try CommandLineRun(["report", output, "--json", "--unmerge", "off"])
        #expect(uncut.text.contains("lro-top 0.2.0 wrote this capture"))
        #expect(
            try !ReportObject(CommandLineRun(["report", source, "--json"]).output).warnings.contains("already-merged"))
    }

    @Test func anInterruptLeavesAWholeFile() throws {
        let endless = try CommandLineRun(
            ["write", "synthetic:bulk,packets=100000000", "-o", output], interrupts: true)
        #expect(endless.ending == .exit(130))
        var file = try CaptureFile(path: output)
        while try file.next({ _, _, _ in }) {}
        #expect(endless.errorText.contains("\(file.packets) packets written"))
    }
}
