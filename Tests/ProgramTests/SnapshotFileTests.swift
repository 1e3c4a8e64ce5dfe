import Foundation
import Testing

/// What `w` writes beside the screen.
struct SnapshotFileTests {
    private let folder: TemporaryFolder
    private let capture: String

    init() throws {
        folder = try TemporaryFolder()
        var both = CommandLineCapture(segments: 40)
        both.add(CommandLineCapture.segment(from: 2, to: 1, ports: (5_201, 40_000), sequence: 1, payload: 100))
        capture = try folder.file("both.pcap", both.bytes).path
    }

    private func snapshot(_ keys: String, _ options: String = "") throws -> ReportObject {
        let line = """
            cd '\(folder.url.path)' && "$LRO_TOP" both.pcap --receiver all \(options) --headless 80x24 --keys '\(keys) w \
            backspace*40 o u t enter'
            """
        let run = try CommandLineRun(shell: line)
        #expect(run.ending == .exit(0) && run.text.contains("out.json"), "\(run.errorText)")
        return try ReportObject([UInt8](Data(contentsOf: folder.url.appendingPathComponent("out.json"))))
    }

    /// What a report says too it says in the same words.
    @Test(arguments: ["n*99", "n*99 f"])
    func atTheEndItSaysWhatAReportSays(keys: String) throws {
        let snapshot = try snapshot(keys)
        let run = try CommandLineRun(
            shell: "cd '\(folder.url.path)' && \"$LRO_TOP\" report both.pcap --receiver all --json")
        let report = try ReportObject(run.output)
        let same = [
            "flows", "warnings", "bottleneck", "flushed", "passed", "altered", "segments_per_delivery", "options",
            "knobs",
        ]
        for key in same { #expect(try text(snapshot, key) == text(report, key), "\(key)") }
        #expect(snapshot.number("totals", "hold", "p99") >= 0)
        #expect(snapshot.objects("warnings").count == 2)
        #expect(snapshot.objects("flows").count == 2)
        #expect(snapshot.objects(keys.hasSuffix("f") ? "rows" : "sessions").isEmpty == false)
    }

    @Test func byTheClockToo() throws {
        let options = "--arrivals 1G --rx-usecs 20 --cost 2015"
        let snapshot = try snapshot("n*99", options)
        let run = try CommandLineRun(
            shell: "cd '\(folder.url.path)' && \"$LRO_TOP\" report both.pcap --receiver all \(options) --json")
        let report = try ReportObject(run.output)
        for key in ["flows", "cpus", "options"] { #expect(try text(snapshot, key) == text(report, key), "\(key)") }
        for key in ["latency", "dropped", "interrupts", "polls", "busy_ns", "end"] {
            let values = try [snapshot, report].map { try text($0, "totals", key) }
            #expect(values[0] == values[1], "\(key)")
        }
        #expect(report.objects("flows").allSatisfy { $0.number("latency", "count") > 0 })
    }

    private func text(_ object: ReportObject, _ key: String...) throws -> Data {
        let value = try #require(object.value(key))
        return try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
    }
}
