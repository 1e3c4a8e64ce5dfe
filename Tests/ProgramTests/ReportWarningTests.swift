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

    @Test func ordinaryTrafficHasNone() throws {
        #expect(try warnings(CommandLineCapture(segments: 50)).isEmpty)
    }

    @Test func bothDirections() throws {
        var capture = CommandLineCapture(segments: 5)
        capture.add(CommandLineCapture.segment(from: 2, to: 1, ports: (5_201, 40_000), sequence: 9, payload: 10))
        #expect(try warnings(capture).isEmpty)
        let sentence = try #require(try warnings(capture, "--receiver", "all")["both-directions"])
        #expect(sentence.contains("--filter 'dst host 10.0.0.2'"))
        #expect(try warnings(capture, "--receiver", "all", "--filter", "dst host 10.0.0.2").isEmpty)
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
        #expect(try warnings(capture, "--queues", "1", "--sessions", "6").isEmpty)
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
        #expect(try warnings(of: SharedCaptures.path(file), []).isEmpty)
    }
}
