import Diagnosis
import Frames
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// The command line that a warning suggests.
@Suite struct CommandTextTests {
    @Test(
        arguments: [
            ("a.pcap", "", [], "lro-top a.pcap"),
            ("a.pcap", "sessions=4 queues=2", [], "lro-top a.pcap --sessions 4 --queues 2"),
            ("a.pcap", "sessions=4", ["--sessions", "9"], "lro-top a.pcap --sessions 9"),
            (
                "a.pcap", "mode=pages", ["--filter", "dst host ::1"],
                "lro-top a.pcap --mode pages --filter 'dst host ::1'"
            ),
            ("my file.pcap", "", [], "lro-top 'my file.pcap'"), ("it's", "", [], #"lro-top 'it'\''s'"#),
            ("$(x)", "", [], "lro-top '$(x)'"),
            ("synthetic:bulk,packets=3", "", [], "lro-top synthetic:bulk,packets=3"),
        ] as [(String, String, [String], String)])
    func line(name: String, settings: String, options: [String], line: String) throws {
        var facts = try TestSource([String]()).facts
        facts.name = name
        let settings = try TestSettings("queues=4 " + settings).receive
        #expect(CommandText(facts, settings, adding: options).line == line)
    }

    @Test func whatTheSourceIsReadWith() throws {
        var facts = try TestSource([String]()).facts
        (facts.kind, facts.verifiesChecksums, facts.filter) = (.stdin, true, "tcp")
        let settings = ReceiveSettings()
        #expect(CommandText(facts, settings).line == "lro-top - --verify-checksums --filter tcp")
        #expect(
            CommandText(facts, settings, adding: ["--filter", "ip"]).line == "lro-top - --verify-checksums --filter ip")
    }

    @Test func queuesThatTheCaptureTells() throws {
        var settings = ReceiveSettings()
        settings.followsCapture = true
        #expect(CommandText(try TestSource([String]()).facts, settings).line == "lro-top test --queues capture")
    }

    @Test func severalCapturesAndTheirInterface() throws {
        var facts = try TestSource([String]()).facts
        facts.name = "a.pcap + 2 more"
        facts.files = ["a.pcap", "my b.pcap", "stdin"].map { CaptureFileCount(name: $0) }
        let settings = ReceiveSettings()
        #expect(CommandText(facts, settings).line == "lro-top a.pcap 'my b.pcap' -")
        (facts.comesListed, facts.interface) = (true, "eth 0")
        #expect(
            CommandText(facts, settings).line
                == "lro-top a.pcap 'my b.pcap' - --order listed --from-interface 'eth 0'")
    }

    @Test func warningsSuggestOne() throws {
        var source = try TestSource(["A s0 10", "B s0 10", "A' s0 10"])
        var account = SourceAccount()
        account.suggestedFilter = SuggestedFilter(expression: "dst host 10.0.0.2", effect: "what it received")
        source.facts.account = account
        var runner = Runner(source, Pipeline(try TestSettings("sessions=1 queues=4").receive))
        while runner.takeBatch() {}
        let lines = Warning.all(runner).map { $0.command(runner.facts, runner.pipeline.settings)?.line }
        #expect(lines.first == "lro-top test --sessions 1 --filter 'dst host 10.0.0.2'")
    }
}
