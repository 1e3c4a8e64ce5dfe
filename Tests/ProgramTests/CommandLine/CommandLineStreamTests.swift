import Foundation
import Testing

/// Standard input and output, and interrupts.
struct CommandLineStreamTests {
    private let folder: TemporaryFolder
    private let capture: String

    init() throws {
        folder = try TemporaryFolder()
        capture = try folder.file("small.pcap", CommandLineCapture(segments: 40).bytes).path
    }

    @Test func reportReadsStandardInput() throws {
        let run = try CommandLineRun(["report", "-"], input: capture)
        #expect(run.ending == .exit(0))
        #expect(run.lines.first?.contains("stdin") == true)
        #expect(run.text.contains("received 40 "))
    }

    /// But for what is found by reading it again, such as what other arrivals would give.
    @Test(arguments: ["report --arrivals 10G", "report --json --arrivals 10G", "trace"])
    func aPipeGivesWhatTheFileGives(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let file = try CommandLineRun(words + [capture])
        let pipe = try CommandLineRun(shell: "cat '\(capture)' | \"$LRO_TOP\" \(command) -")
        #expect(pipe.ending == .exit(0))
        let named = file.text.replacing(capture, with: "stdin").replacing(
            "\"kind\":\"capture\"", with: "\"kind\":\"stdin\"")
        #expect(pipe.text == named)
    }

    @Test func withoutATerminalWatchPrintsTheReport() throws {
        let watch = try CommandLineRun([capture])
        #expect(watch.ending == .exit(0))
        #expect(watch.text == (try CommandLineRun(["report", capture])).text)
    }

    @Test func nothingOnStandardInputIsNotACapture() throws {
        expectSentence(try CommandLineRun(["report", "-"]), code: 65)
        expectSentence(try CommandLineRun(shell: ": | \"$LRO_TOP\" report -"), code: 65)
    }

    /// The reader goes away after a line: the program ends, by SIGPIPE as others do, or by itself.
    @Test(arguments: ["report", "trace", "report --json", "watch --headless 1000x1000"])
    func aReaderThatGoesAwayEndsIt(command: String) throws {
        let file = try folder.file("code").path
        let line = "{ \"$LRO_TOP\" \(command) synthetic:mixed,packets=60000; echo $? >'\(file)'; } | head -1"
        let run = try CommandLineRun(shell: line)
        #expect(run.ending == .exit(0))
        #expect(run.lines.count == 1)
        #expect(run.error.isEmpty)
        let code = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(["0", "141"].contains(code))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: ["report", "trace"])
    func aFullDiskIsSaid(command: String) throws {
        let run = try CommandLineRun(shell: "\"$LRO_TOP\" \(command) '\(capture)' >/dev/full")
        expectSentence(run, code: 74)
        #expect(run.errorText.contains("standard output"))
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: [
            "--help", "--version", "report --help", "help trace", "--generate-completion-script bash", "--print-config",
            "--list-profiles", "--list-themes", "--list-nics",
        ])
    func whatIsOnlyPrintedMayNotBeLostEither(arguments: String) throws {
        let run = try CommandLineRun(shell: "\"$LRO_TOP\" \(arguments) >/dev/full")
        expectSentence(run, code: 74)
        #expect(run.errorText == "lro-top: standard output: No space left on device\n")
        #expect(try CommandLineRun(shell: "\"$LRO_TOP\" \(arguments) >/dev/null").ending == .exit(0))
    }

    /// The system would end the program by SIGXFSZ.
    @Test(arguments: ["trace SOURCE >FILE", "write SOURCE -o FILE"])
    func aFileThatMayNotGrowIsSaid(command: String) throws {
        let file = folder.url.appendingPathComponent("limited").path
        let line = command.replacing("SOURCE", with: "synthetic:bulk,packets=20000").replacing("FILE", with: file)
        let run = try CommandLineRun(shell: "ulimit -f 16; \"$LRO_TOP\" \(line)")
        expectSentence(run, code: 74)
        #expect(run.errorText.contains("File too large"))
    }

    @Test func closedStreamsDoNotTrap() throws {
        let output = try CommandLineRun(shell: "\"$LRO_TOP\" report '\(capture)' >&-")
        #expect(output.ending == .exit(74))
        let error = try CommandLineRun(shell: "\"$LRO_TOP\" report /nowhere/file 2>&-")
        #expect(error.ending == .exit(66))
        let input = try CommandLineRun(shell: "\"$LRO_TOP\" report - <&-")
        #expect(input.ending == .exit(66))
        #expect(input.errorLines.count == 1)
    }

    /// What was counted until the interrupt is shown, and nothing is said of a damaged source.
    @Test(arguments: ["mixed", "bulk"])
    func anInterruptEndsAReport(profile: String) throws {
        let source = "synthetic:\(profile),packets=2000000000"
        let run = try CommandLineRun(["report", "--json", source], interrupts: true)
        #expect(run.ending == .exit(130))
        #expect(run.error.isEmpty)
        let report = try ReportObject(run.output)
        #expect(report.number("totals", "received") == report.passed + report.number("totals", "aggregated"))
        #expect(!report.warnings.contains("damage"))
    }

    @Test func anInterruptEndsATrace() throws {
        let run = try CommandLineRun(["trace", "synthetic:mixed,packets=2000000000"], interrupts: true)
        #expect(run.ending == .exit(130))
        #expect(run.error.isEmpty)
        let last = try #require(run.lines.last)
        let counters = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Int])
        #expect(Set(counters.keys) == ["aggregated", "flushed", "no_desc", "packets", "delivered"])
        #expect(counters["delivered"] == run.lines.count - 1)
    }

    /// A pipe that brings nothing more does not keep the program from ending.
    @Test(arguments: ["report --json", "trace"])
    func anInterruptBreaksOffAWaitForInput(command: String) throws {
        let pid = try folder.file("pid").path
        let output = try folder.file("out").path
        let fifo = folder.url.appendingPathComponent("fifo").path
        // The interrupt comes when the program waits for the pipe, or else after two seconds.
        let line = """
            mkfifo '\(fifo)'
            "$LRO_TOP" \(command) - <'\(fifo)' >'\(output)' & lro_top=$!
            exec 9>'\(fifo)'
            cat '\(capture)' >&9
            until grep -qs pipe_read /proc/$lro_top/wchan || [ -n "$waited" ]; do
                tries=$((tries + 1)); [ $tries -lt 40 ] || waited=yes; sleep 0.05
            done
            kill -INT $lro_top; wait $lro_top; echo $? >'\(pid)'
            """
        let run = try CommandLineRun(shell: line)
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        #expect(try String(contentsOfFile: pid, encoding: .utf8) == "130\n")
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(text.contains(command == "trace" ? "\"packets\":40," : "\"received\":40,"))
    }

    @Test(arguments: ["report", "trace", "watch --headless 80x24 --keys n"])
    func anEndlessSourceIsCutAndThatIsSaid(command: String) throws {
        // Interrupted as soon as something was said, so that the million need not be waited for.
        let words = command.split(separator: " ").map(String.init)
        let run = try CommandLineRun(words + ["synthetic:bulk"], interrupts: !command.hasPrefix("watch"))
        #expect([.exit(130), .exit(0)].contains(run.ending))
        #expect(run.errorLines.count == 1)
        #expect(run.errorText.contains("1000000"))
        #expect(run.errorText.contains("packets=N"))
    }

    @Test func aBoundedSourceSaysNothing() throws {
        #expect(try CommandLineRun(["report", "synthetic:mixed,packets=10"]).error.isEmpty)
    }
}
