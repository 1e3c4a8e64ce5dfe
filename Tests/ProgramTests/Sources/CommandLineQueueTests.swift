import Testing

/// Queues that the capture tells.
struct CommandLineQueueTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A capture of one flow, whose frames went to these queues; nil where that is not told.
    private func capture(_ queues: [UInt32?]) throws -> String {
        var capture = CommandLinePcapng(interfaces: ["eth0"])
        for (place, queue) in queues.enumerated() {
            let frame = CommandLineCapture.segment(sequence: UInt32(1_000 + 100 * place), payload: 100)
            capture.add(frame, queue: queue)
        }
        return try folder.file("queues.pcapng", capture.bytes).path
    }

    private func report(_ arguments: [String]) throws -> ReportObject {
        let run = try CommandLineRun(["report", "--json", "--queues", "capture"] + arguments)
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        return try ReportObject(run.output)
    }

    private static func received(_ report: ReportObject) -> [Int] {
        report.objects("queues").map { $0.number("totals", "received") }
    }

    @Test(arguments: ["lro", "gro"])
    func framesGoWhereTheyWent(rules: String) throws {
        let file = try capture([0, 2, 2, 0, 1, 2])
        let report = try report([file, "--rules", rules])
        #expect(Self.received(report) == [2, 1, 3])
        #expect(report.number("options", "queues") == 3)
        #expect(report.value("options", "queues_told_by") as? String == "capture")
        let text = try CommandLineRun(["report", file, "--queues", "capture"])
        #expect(text.lines.contains { $0.contains("queues capture (3)") })
        let trace = try CommandLineRun(["trace", file, "--queues", "capture", "--rules", rules])
        #expect(trace.ending == .exit(0) && trace.text.contains("\"queue\":2"))
        let screen = try CommandLineRun([file, "--queues", "capture", "--headless", "120x40", "--keys", "n*9"])
        #expect(screen.ending == .exit(0) && screen.text.contains("queue 2"))
    }

    @Test func whatIsNotToldGoesByHash() throws {
        let report = try report([try capture([3, nil, nil, 3])])
        let received = Self.received(report)
        #expect(received.count == 4 && received.reduce(0, +) == 4 && received[3] >= 2)
        #expect(received.allSatisfy { [0, 2, 4].contains($0) })
    }

    @Test func thereAreNoMoreThanTheNICMayHave() throws {
        let received = Self.received(try report([try capture([129, 1])]))
        #expect(received.count == 128 && received[1] == 2)
    }

    @Test func aPipeTellsThemToo() throws {
        let file = try capture([0, 1, 1])
        let run = try CommandLineRun(shell: "cat '\(file)' | \"$LRO_TOP\" report - --json --queues capture")
        #expect(Self.received(try ReportObject(run.output)) == [1, 2])
    }

    @Test func otherSourcesTellNone() throws {
        let plain = try folder.file("plain.pcap", CommandLineCapture(segments: 3).bytes).path
        for source in [plain, "synthetic:bulk,packets=9", try capture([nil, nil])] {
            for command in ["report", "trace", "watch"] {
                let run = try CommandLineRun([command, source, "--queues", "capture"])
                expectSentence(run, code: 64)
                #expect(run.errorText.contains(" tells no queues: --queues takes a number"))
            }
        }
        let wrong = try CommandLineRun(["report", plain, "--queues", "captured"])
        expectSentence(wrong, code: 64)
        #expect(wrong.errorText.contains("a whole number from 1 to 128, or capture is allowed"))
    }

    @Test func theConfigTakesTheWordToo() throws {
        let config = try folder.file("config.toml", Array("queues = \"capture\"\n".utf8)).path
        let file = try capture([0, 1, 1])
        let run = try CommandLineRun(["watch", file, "--config", config])
        #expect(run.ending == .exit(0) && run.text.contains("queues capture (2)"))
        let other = try CommandLineRun(["watch", file, "--config", config, "--queues", "3"])
        #expect(other.ending == .exit(0) && other.text.contains("3 queues"))
    }
}
