import Foundation
import Receive
import Replay
import Report
import TestSupport
import Testing

/// The report as people read it.
@Suite struct SummaryTextTests {
    private func summary(_ source: TestSource, _ settings: String = "") throws -> Summary {
        var runner = Runner(source, Pipeline(try TestSettings(settings).receive))
        while runner.takeBatch() {}
        return Summary(runner, version: "9.9")
    }

    private func summary(_ packets: [String], _ settings: String = "") throws -> Summary {
        try summary(TestSource(packets), settings)
    }

    private func random(_ seed: UInt64, _ settings: String) throws -> Summary {
        var traffic = RandomTraffic(seed: seed)
        return try summary(TestSource(traffic.frames(3000)), settings)
    }

    /// The lines with single blanks between their words.
    private func lines(_ summary: Summary, width: Int = 140) -> [String] {
        summary.text(width: width).split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    @Test func oneQueue() throws {
        let summary = try summary(["A s0 1000 x4", "A s9000 1000", "arp"])
        #expect(
            lines(summary) == [
                "lro-top 9.9 test ethernet, 6 frames, 5312 B, 0.000 s",
                "lro skb max-aggr 32 sessions 8 budget 64 1 queue",
                "arrivals backlog: every poll is full, which is no bound of what a host does",
                "segments per TCP delivery: lro 2.50",
                "received 6 delivered 3 ratio 2.00 merged 4000 B (80.0 % of payload) passed 33.3 %",
                "skbs 6 copied 0 B aggregated 4 flushed 1 no_desc 0 hold p50 1 p99 4 max 4 frames",
                "delivered lengths p50 1040 · p99 4040 · largest 4040 bytes",
                "REASON COUNT SHARE MEANING",
                "flushed G gap 1 100.0 % ████████████████ bytes before this packet are missing",
                "passed G gap 1 50.0 % ████████ bytes before this packet are missing",
                "passed I not-ip 1 50.0 % ████████ not an IP packet", "SEGMENTS PER DELIVERY COUNT SHARE",
                "1 2 66.7 % ██████████▋", "4 1 33.3 % █████▍",
                "safe to forward: yes; 1 of 1 aggregates can be cut up into the packets that came",
                "longer than the egress MTU (1500) with DF set: 1 of 3 deliveries",
                "FLOW PACKETS PAYLOAD DELIVERED RATIO WHY",
                "10.0.0.1:40000 → 10.0.0.2:5201 5 5000 B 2 2.50 G100",
            ])
    }

    @Test func queuesOptionsRemedyAndWarnings() throws {
        let packets = (0..<3).map { "\(["A", "B", "I"][$0]) s0 100 x8" } + ["A' s0 10"]
        let summary = try summary(packets, "queues=8 max-aggr=2 budget=8 copybreak=9 mode=pages")
        let text = lines(summary)
        #expect(text[1] == "lro pages max-aggr 2 sessions 8 budget 8 8 queues copybreak 9")
        #expect(text.contains("QUEUE ROUNDS RECEIVED DELIVERED RATIO MERGED PASSED NO_DESC HOLD P99"))
        #expect(text.contains("2 1 8 4 2.00 800 B 0 0 1"))
        #expect(text.contains("4 0 0 0 0.00 0 B 0 0 0"))
        #expect(text.contains { $0.hasPrefix("! both-directions: ") })
    }

    @Test func bottleneckAndRemedy() throws {
        let text = lines(try summary(["A s0 100 x1200"], "max-aggr=2 budget=8"))
        #expect(text.contains { $0.hasPrefix("▸ bottleneck: ") && $0.hasSuffix("(max-aggr 2): try --max-aggr 8") })
    }

    @Test func whatMergingAltered() throws {
        let text = lines(try summary(["A s0 100 psh", "A s100 100 ttl=9", "B s0 100 x2", "C s0 100"]))
        let place = try #require(text.firstIndex { $0.hasPrefix("safe to forward") })
        #expect(
            Array(text[place...].prefix(4)) == [
                "safe to forward: no; 1 of 2 aggregates (50.0 %) cannot be cut up into the packets that came:",
                "ALTERED AGGREGATES SHARE MEANING",
                "psh 1 50.0 % ████████ a PSH flag that was not on the last packet, or not on the first",
                "ttl 1 50.0 % ████████ TTLs that differ",
            ])
    }

    @Test func lengthsAndWhatIsTooLongToForward() throws {
        let summary = try summary(["A s0 1000 x4", "B s0 1000 x2 no-df", "C s0 900 v6 ece"], "egress-mtu=900")
        let text = lines(summary)
        #expect(text.contains("delivered lengths p50 2040 · p99 4040 · largest 4040 bytes"))
        #expect(text.contains("longer than the egress MTU (900) with DF set: 2 of 3 deliveries"))
        #expect(text[1].hasSuffix("1 queue"))
        let json = try JSONSerialization.jsonObject(with: Data(summary.json)) as? [String: Any]
        let lengths = (json?["totals"] as? [String: Any])?["lengths"] as? [String: Int]
        #expect(lengths == ["p50": 2040, "p99": 4040, "max": 4040, "over_egress_mtu": 2])
        #expect((json?["options"] as? [String: Any])?["egress_mtu"] as? Int == 900)
    }

    /// Where nothing was merged, only what is too long is told.
    @Test func nothingMerged() throws {
        let long = lines(try summary(["A s0 2000 fin"]))
        #expect(long.contains("longer than the egress MTU (1500) with DF set: 1 of 1 deliveries"))
        let short = lines(try summary(["A s0 1000 fin"]))
        #expect(!short.contains { $0.contains("egress") || $0.contains("safe to forward") })
    }

    @Test func noFrames() throws {
        let summary = try summary([String](), "queues=2")
        #expect(
            lines(summary) == [
                "lro-top 9.9 test ethernet, 0 frames, 0 B, 0.000 s",
                "lro skb max-aggr 32 sessions 8 budget 64 2 queues",
                "arrivals backlog: every poll is full, which is no bound of what a host does",
                "segments per TCP delivery: lro 0.00",
                "received 0 delivered 0 ratio 0.00 merged 0 B (– of payload) passed –",
                "skbs 0 copied 0 B aggregated 0 flushed 0 no_desc 0 hold p50 0 p99 0 max 0 frames",
                "delivered lengths p50 0 · p99 0 · largest 0 bytes",
                "QUEUE ROUNDS RECEIVED DELIVERED RATIO MERGED PASSED NO_DESC HOLD P99", "0 0 0 0 0.00 0 B 0 0 0",
                "1 0 0 0 0.00 0 B 0 0 0",
            ])
        let json = try JSONSerialization.jsonObject(with: Data(summary.json)) as? [String: Any]
        #expect((json?["totals"] as? [String: Any])?["ratio"] as? Double == 0)
        #expect(json?["bottleneck"] is NSNull)
    }

    @Test func noPayload() throws {
        let text = lines(try summary(["arp", "A s0 0"]))
        #expect(text[4] == "received 2 delivered 2 ratio 1.00 merged 0 B (– of payload) passed 100.0 %")
    }

    @Test func elevenFlowsAndTheOlderOnes() throws {
        var traffic = TestTraffic(seed: 1, flows: 14)
        let summary = try summary(TestSource(traffic.turns(1, of: 2)), "flows=12 sessions=64")
        let text = lines(summary)
        #expect(text.last == "… and 3 more flows")
        #expect(text.suffix(11).prefix(10).allSatisfy { $0.hasSuffix(" 2 200 B 1 2.00 E100") })
        let few = lines(try self.summary(["A s0 0", "B s0 0", "C s0 0"], "flows=2"))
        #expect(few.last == "older flows 1 0 B 1 1.00 A100")
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func plainASCII(seed: UInt64) throws {
        let summary = try random(seed, "queues=3 flows=9 sessions=2")
        let text = summary.text(width: 90, ascii: true)
        #expect(text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
        #expect(!summary.text(width: 90).utf8.allSatisfy { $0 < 128 })
        // The same lines, every glyph in its place.
        #expect(text.split(separator: "\n").count == summary.text(width: 90).split(separator: "\n").count)
        #expect(text.contains("> bottleneck: "))
    }

    @Test(arguments: [0, 1, 5, 40, 60, 80, 100, 250])
    func tablesAreCut(width: Int) throws {
        let summary = try random(2, "queues=3")
        let tables = summary.text(width: width).components(separatedBy: "\n\n").filter {
            $0.hasPrefix("SEGMENTS") || $0.hasPrefix("FLOW") || $0.contains("REASON ") || $0.contains("QUEUE ")
        }
        #expect(tables.count == 4 || width < 60)
        for line in tables.flatMap({ $0.split(separator: "\n") }) where !line.hasPrefix("…") {
            #expect(line.count <= width, "\(line)")
        }
    }

    /// A file is no terminal: it has room for every meaning.
    @Test func nothingIsCutWithoutAWidth() throws {
        let summary = try random(2, "queues=3")
        let text = summary.text()
        let counters = summary.totals.counters
        let reasons = counters.flushedBy.ranked.map(\.reason) + counters.passedBy.ranked.map(\.reason)
        for meaning in reasons.map(\.meaning) { #expect(text.contains("  \(meaning)\n"), "\(meaning)") }
        for meaning in counters.alteredBy.ranked.map(\.alteration.meaning) { #expect(text.contains("  \(meaning)\n")) }
        #expect(!text.contains { $0 == "…" } || text.contains("… and "))
        let narrow = summary.text(width: 80)
        #expect(narrow.split(separator: "\n").contains { $0.hasSuffix("…") })
    }

    @Test func longNames() throws {
        let narrow = lines(try summary(["A s0 100 x3 v6 vlan=4000"]), width: 48)
        #expect(narrow.contains { $0.contains("[2001:db8::1]:40000 → ") && $0.contains("…") }, "\(narrow)")
        var source = try TestSource(["arp"])
        source.facts.name = String(repeating: "a/", count: 200) + "\u{1b}[31m"
        let text = try summary(source).text(width: 80)
        #expect(!text.unicodeScalars.contains("\u{1b}"))
        #expect(text.contains(String(repeating: "a/", count: 200)))
    }

    /// The JSON of the same run has the same numbers.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func asTheJSON(seed: UInt64) throws {
        let summary = try random(seed, "queues=3 max-aggr=5 sessions=3")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(summary.json)) as? [String: Any])
        let text = lines(summary)
        let totals = try #require(report["totals"] as? [String: Any])
        for (key, name) in [
            ("received", "received"), ("delivered", "delivered"), ("skbs", "skbs"), ("aggregated", "aggregated"),
            ("flushed", "flushed"), ("no_desc", "no_desc"),
        ] {
            let number = try #require(totals[key] as? Int)
            #expect(text[4...5].contains { " \($0) ".contains(" \(name) \(number) ") }, "\(key)")
        }
        for kind in ["flushed", "passed"] {
            let counts = try #require(report[kind] as? [String: Int])
            #expect(text.count { $0.hasPrefix("\(kind) ") && $0.contains("%") } == counts.count)
            for (id, count) in counts {
                #expect(text.contains { $0.hasPrefix("\(kind) ") && $0.contains(" \(id) \(count) ") }, "\(id)")
            }
        }
        for (number, queue) in try #require(report["queues"] as? [[String: Any]]).enumerated() {
            let totals = try #require(queue["totals"] as? [String: Any])
            let numbers = ["rounds", "received", "delivered"].map { "\(totals[$0] as? Int ?? -1)" }
            #expect(text.contains { $0.hasPrefix("\(number) \(numbers.joined(separator: " ")) ") })
        }
        let bottleneck = try #require(report["bottleneck"] as? [String: Any])
        let sentence = try #require(bottleneck["text"] as? String)
        #expect(text.contains { $0.hasPrefix("▸ bottleneck: \(sentence)") })
        let warnings = try #require(report["warnings"] as? [[String: Any]])
        #expect(text.filter { $0.hasPrefix("! ") }.count == warnings.count)
    }
}
