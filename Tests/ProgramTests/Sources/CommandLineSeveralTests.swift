import Foundation
import TestSupport
import Testing

/// Several captures that are read as one.
struct CommandLineSeveralTests {
    private let folder: TemporaryFolder
    private let first: String
    private let second: String

    /// Two captures of a flow each, of three and two segments, at the same times.
    init() throws {
        folder = try TemporaryFolder()
        first = try folder.file("a.pcap", CommandLineCapture(segments: 3).bytes).path
        var other = CommandLineCapture()
        for number in 0..<2 as Range<UInt32> {
            other.add(CommandLineCapture.segment(from: 3, sequence: 1_000 + number * 100, payload: 100))
        }
        second = try folder.file("b.pcap", other.bytes).path
    }

    private func report(_ arguments: [String]) throws -> ReportObject {
        let run = try CommandLineRun(["report", "--json"] + arguments)
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        return try ReportObject(run.output)
    }

    private static func files(_ report: ReportObject) -> [String] {
        report.source.objects("files").map { "\($0.value("name") ?? "") \($0.number("frames"))" }
    }

    @Test func eachIsAccountedFor() throws {
        let report = try report([first, second])
        #expect(report.number("totals", "received") == 5)
        #expect(Self.files(report) == ["\(first) 3", "\(second) 2"])
        #expect(report.source.objects("files").allSatisfy { $0.value("fault") is NSNull })
        let text = try CommandLineRun(["report", first, second]).lines
        #expect(text.contains("\(first): 3 frames") && text.contains("\(second): 2 frames"))
        #expect(text.first?.contains("\(first) + 1 more") == true)
        // One alone is as ever.
        #expect(try self.report([first]).source.objects("files").isEmpty)
    }

    @Test func theyComeByTimeUnlessListed() throws {
        let times = try CommandLineRun(["trace", first, second, "--receiver", "all", "--queues", "1"])
        let listed = try CommandLineRun(
            ["trace", first, second, "--receiver", "all", "--queues", "1", "--order", "listed"])
        #expect(times.text.contains("[0,2,4]") && times.text.contains("[1,3]"), "\(times.text)")
        #expect(listed.text.contains("[0,1,2]") && listed.text.contains("[3,4]"), "\(listed.text)")
        expectSentence(try CommandLineRun(["report", first, second, "--order", "size"]), code: 64)
    }

    @Test(arguments: ["report", "trace", "watch", ""])
    func everyCommandTakesSeveral(command: String) throws {
        let run = try CommandLineRun((command.isEmpty ? [] : [command]) + [first, second])
        #expect(run.ending == .exit(0) && !run.output.isEmpty && run.error.isEmpty)
    }

    @Test func theMonitorNamesThem() throws {
        let run = try CommandLineRun([first, second, "--headless", "160x40", "--keys", "end"])
        #expect(run.ending == .exit(0) && run.text.contains("a.pcap + 1 more"), "\(run.errorText)")
    }

    @Test(arguments: [["a", "b"], ["a", "", "  ", "b", ""]])
    func aListNamesThem(lines: [String]) throws {
        let paths = lines.map { $0 == "a" ? first : $0 == "b" ? second : $0 }.joined(separator: "\n")
        let list = try folder.file("list", Array(paths.utf8)).path
        #expect(Self.files(try report(["--files-from", list])) == ["\(first) 3", "\(second) 2"])
        let piped = try CommandLineRun(shell: "\"$LRO_TOP\" report '\(second)' --files-from - --json <'\(list)'")
        #expect(Self.files(try ReportObject(piped.output)) == ["\(second) 2", "\(first) 3", "\(second) 2"])
    }

    @Test func ofAListThatNamesOneThatIsRead() throws {
        let list = try folder.file("list", Array("\(first)\n".utf8)).path
        let run = try CommandLineRun(["report", "--files-from", list])
        #expect(run.output == (try CommandLineRun(["report", first]).output))
    }

    @Test func wrongListsAreRefused() throws {
        let empty = try folder.file("empty", Array("\n\n".utf8)).path
        let run = try CommandLineRun(["report", "--files-from", empty])
        expectSentence(run, code: 64)
        #expect(run.errorText.contains("--files-from \(empty): it names no capture"))
        expectSentence(try CommandLineRun(["report", "--files-from", "/nowhere/list"]), code: 66)
        expectSentence(try CommandLineRun(["report", "--files-from", first]), code: 64)
        expectSentence(try CommandLineRun(["report", "-", "--files-from", "-"]), code: 64)
        expectSentence(try CommandLineRun(["report", "-", "-"], input: first), code: 64)
    }

    @Test(arguments: ["report", "trace", "watch"])
    func syntheticTrafficIsNotMerged(command: String) throws {
        let run = try CommandLineRun([command, first, "synthetic:bulk,packets=9"])
        expectSentence(run, code: 64)
        #expect(run.errorText.contains("'synthetic:bulk,packets=9' is synthetic traffic, which cannot be merged"))
    }

    @Test func whatEndedOneEarlyIsSaidOfIt() throws {
        let cut = try folder.file("cut.pcap", CommandLineCapture(segments: 4).bytes.dropLast(10)).path
        let missing = folder.url.appendingPathComponent("gone.pcap").path
        let text = try CommandLineRun(["report", first, cut, missing])
        #expect(text.ending == .exit(65) && text.errorLines.count == 1)
        #expect(text.text.contains("received 6 "))
        #expect(text.lines.contains("\(missing): cannot be opened: No such file or directory (0 frames read)"))
        let json = try ReportObject(try CommandLineRun(["report", "--json", first, cut, missing]).output)
        let faults = json.source.objects("files").map { $0.value("fault") as? String }
        #expect(faults.map { $0?.prefix { $0 != ":" } } == [nil, cut[...], missing[...]])
        #expect(Self.files(json) == ["\(first) 3", "\(cut) 3", "\(missing) 0"])
    }

    @Test func ofManyTheFirstAreListed() throws {
        let list = try folder.file("list", Array(String(repeating: "\(second)\n", count: 23).utf8)).path
        let run = try CommandLineRun(["report", "--files-from", list])
        #expect(run.lines.filter { $0 == "\(second): 2 frames" }.count == 20)
        #expect(run.lines.contains("… and 3 more files"))
    }

    @Test(arguments: ["write", "unmerge"])
    func noSourceIsOverwritten(command: String) throws {
        for output in [first, second] {
            let run = try CommandLineRun([command, first, second, "-o", output, "--force"])
            expectSentence(run, code: 74)
            #expect(run.errorText.contains("it is one of the sources; name another file"))
        }
        let output = folder.url.appendingPathComponent("out.pcapng").path
        #expect(try CommandLineRun([command, first, second, "-o", output]).ending == .exit(0))
        #expect(try report([output, "--rules", "lro", "--unmerge", "auto"]).source.objects("files").isEmpty)
    }

    @Test func aMissingSourceOfUnmergeIsNamed() throws {
        expectSentence(try CommandLineRun(["unmerge", "-o", "/nowhere/out.pcap"]), code: 64)
    }

    /// A log that was begun anew now and then is one capture: the receiver is that of all.
    @Test func rotatedCapturesHaveOneReceiver() throws {
        var later = CommandLineCapture()
        for number in 0..<4 as Range<UInt32> {
            later.add(CommandLineCapture.segment(sequence: 90_000 + number * 100, payload: 100))
        }
        let third = try folder.file("c.pcap", later.bytes).path
        for order in ["time", "listed"] {
            let report = try report([first, third, "--order", order])
            #expect(Self.files(report) == ["\(first) 3", "\(third) 4"])
            #expect(report.source.number("receiver", "left_out") == 0)
        }
    }
}
