import Foundation
import Testing

struct ReportWarningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The warnings about a capture, which the text has too; their sentences by id.
    private func warnings(_ capture: CommandLineCapture, _ options: String...) throws -> [String: String] {
        try warnings(of: try folder.file("some.pcap", capture.bytes).path, options)
    }

    private func warnings(of file: String, _ options: [String]) throws -> [String: String] {
        let report = try ReportObject(try CommandLineRun(["report", "--json", file] + options).output)
        let text = try CommandLineRun(["report", file] + options).text
        for id in report.warnings { #expect(text.contains("! \(id): ")) }
        let pairs = report.objects("warnings").map {
            ($0.value("id") as? String ?? "", $0.value("text") as? String ?? "")
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func ordinaryTrafficHasNoneButThatPollsAreTakenAsFull() throws {
        #expect(try warnings(CommandLineCapture(segments: 50)).keys.elementsEqual(["backlog"]))
        #expect(try warnings(CommandLineCapture(segments: 50), "--arrivals", "10G").isEmpty)
    }

    /// The ratios in the warning are those of runs with these arrivals.
    @Test(
        .enabled(if: SharedCaptures.areHere),
        arguments: [
            ("15-slow-50mbit.pcap", []), ("15-slow-50mbit.pcap", ["--rules", "gro"]), ("05-loss-reorder.pcap", []),
            ("merged/01-bulk.host.pcap", []),
        ])
    func backlogSaysWhatAsRecordedComesTo(file: String, options: [String]) throws {
        let path = SharedCaptures.path(file)
        let sentence = try #require(try warnings(of: path, options)["backlog"])
        let ratios = try ["recorded", "backlog"].map { arrivals in
            let report = ["report", "--json", path, "--arrivals", arrivals] + options
            return try #require(
                try ReportObject(try CommandLineRun(report).output).decimal("totals", "tcp_ratio"))
        }
        let texts = ratios.map { String(format: "%.1f", $0) }
        #expect(sentence.contains("gives a TCP ratio of \(texts[0]) instead of \(texts[1])."), "\(sentence)")
    }

    /// A host stamps what a poll takes all at once.
    @Test func pollStamps() throws {
        var capture = CommandLineCapture()
        for number in 0..<200 {
            let segment = CommandLineCapture.segment(sequence: UInt32(number * 1_448), payload: 1_448)
            capture.add(segment, microseconds: number / 20 * 1_000)
        }
        let sentence = try #require(try warnings(capture)["poll-stamps"])
        #expect(sentence.hasPrefix("95 % of the frames are stamped in bursts that a link of 10Gbit/s cannot carry"))
        #expect(try warnings(capture, "--arrivals", "recorded").keys.elementsEqual(["poll-stamps"]))
        #expect(try warnings(capture, "--arrivals", "10G").isEmpty)
    }

    @Test func bothDirections() throws {
        var capture = CommandLineCapture(segments: 5)
        capture.add(CommandLineCapture.segment(from: 2, to: 1, ports: (5_201, 40_000), sequence: 9, payload: 10))
        #expect(try warnings(capture)["both-directions"] == nil)
        let sentence = try #require(try warnings(capture, "--receiver", "all")["both-directions"])
        #expect(sentence.contains("--filter 'dst host 10.0.0.2'"))
        let one = try warnings(capture, "--receiver", "all", "--filter", "dst host 10.0.0.2")
        #expect(one["both-directions"] == nil)
    }

    @Test func alreadyMerged() throws {
        var capture = CommandLineCapture(segments: 5)
        capture.add(CommandLineCapture.segment(sequence: 1_000 + 5 * 1_448, payload: 4_344))
        let cut = try #require(try warnings(capture)["already-merged"])
        #expect(cut.contains("cut into 3 segments"))
        let sentence = try #require(try warnings(capture, "--unmerge", "off")["already-merged"])
        #expect(sentence.contains("1500"))
        #expect(sentence.contains("4384"))
        #expect(try warnings(capture, "--unmerge", "off", "--mtu", "9000").isEmpty)
    }

    @Test func emptyFilter() throws {
        let sentence = try #require(try warnings(CommandLineCapture(segments: 5), "--filter", "udp")["empty-filter"])
        #expect(sentence == "filter \"udp\" keeps none of 5 frames: they are IPv4 TCP.")
    }

    @Test func tableTooSmall() throws {
        var capture = CommandLineCapture()
        for round in 0..<5 {
            for port in 0..<6 {
                let sequence = UInt32(round * 100)
                capture.add(
                    CommandLineCapture.segment(ports: (UInt16(50_000 + port), 80), sequence: sequence, payload: 100))
            }
        }
        let sentence = try #require(try warnings(capture, "--queues", "1", "--sessions", "2")["table-too-small"])
        #expect(sentence.contains("--sessions"))
        #expect(sentence.contains("20 packets"))
        #expect(sentence.contains("6 flows"))
        #expect(try warnings(capture, "--queues", "1", "--sessions", "6")["table-too-small"] == nil)
    }

    @Test func headersCut() throws {
        var capture = CommandLineCapture(snapLength: 34)
        for number in 0..<4 {
            capture.add(CommandLineCapture.segment(sequence: UInt32(number * 500), payload: 500), captured: 34)
        }
        let sentence = try #require(try warnings(capture)["headers-cut"])
        #expect(sentence.contains("4 packets"))
        #expect(sentence.contains("at least 128 bytes"))
    }

    @Test(
        .enabled(if: SharedCaptures.areHere),
        arguments: [
            ("05-loss-reorder.pcap", ["--receiver", "all"], "both-directions"),
            ("public/tcpdump-gso-ipv4.pcap", [], "already-merged"),
            ("16-manyflows-600.pcap", ["--sessions", "1"], "table-too-small"),
            ("public/made-snap-34.pcap", [], "headers-cut"), ("public/made-cut-in-record.pcap", [], "damage"),
            ("public/made-huge-caplen.pcap", [], "damage"),
            ("14-bidir.pcap", ["--receiver", "all"], "both-directions"),
        ] as [(String, [String], String)])
    func ofRealCaptures(file: String, options: [String], id: String) throws {
        #expect(try warnings(of: SharedCaptures.path(file), options).keys.contains(id))
    }

    @Test(
        .enabled(if: SharedCaptures.areHere),
        arguments: ["01-bulk-1flow.pcap", "02-bulk-8flows.pcap", "06-dup-jitter.pcap", "12-ipv6-bulk.pcap"])
    func ofRealCapturesOfAReceiver(file: String) throws {
        #expect(try warnings(of: SharedCaptures.path(file), []).keys.allSatisfy { $0 == "backlog" })
    }
}
