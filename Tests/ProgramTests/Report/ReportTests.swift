import Foundation
import Testing

struct ReportTests {
    static let sources = [
        ["synthetic:mixed,packets=20000"], ["synthetic:bulk,packets=5000", "--queues", "1"],
        ["synthetic:mixed,packets=9000", "--rules", "inet-lro", "--mode", "pages", "--frag-size", "512"],
        ["synthetic:mixed,packets=9000", "--sessions", "1", "--budget", "300", "--queues", "128", "--flows", "5"],
        ["synthetic:mixed,packets=9000", "--max-aggr", "1", "--copybreak", "200", "--verify-checksums"],
        ["synthetic:mixed,packets=9000,flows=2000", "--filter", "tcp", "--queues", "2"],
    ]

    static let totals: Set = [
        "received", "delivered", "ratio", "merged_packets", "merged_bytes", "payload_bytes", "skbs", "copied_bytes",
        "aggregated", "flushed", "no_desc", "hold", "lengths",
    ]

    @Test(arguments: sources)
    func jsonHasItsKeys(arguments: [String]) throws {
        let report = try ReportObject(try CommandLineRun(["report", "--json"] + arguments).output)
        let keys: Set = [
            "version", "source", "options", "knobs", "totals", "flushed", "passed", "segments_per_delivery", "queues",
            "flows",
            "warnings",
        ]
        #expect(keys.isSubset(of: report.object.keys))
        #expect(report.value("version") as? String == (try CommandLineRun(["--version"])).lines.first)
        #expect(report.value("source", "name") as? String == arguments[0])
        #expect(Self.totals.isSubset(of: Set((report.value("totals") as? [String: Any] ?? [:]).keys)))
        for place in ["p50", "p99", "max"] { #expect(report.number("totals", "hold", place) >= 0) }
        for queue in report.objects("queues") {
            #expect(Set(["totals", "flushed", "passed", "segments_per_delivery"]).isSubset(of: queue.object.keys))
            #expect(Self.totals.isSubset(of: Set((queue.value("totals") as? [String: Any] ?? [:]).keys)))
        }
        for flow in report.objects("flows") {
            #expect(Set(["source", "destination", "packets", "delivered"]).isSubset(of: flow.object.keys))
        }
    }

    @Test func jsonHasTheOptionsGiven() throws {
        let words =
            "--max-aggr 3 --sessions 5 --budget 7 --mode pages --rules inet-lro --mtu 900 --egress-mtu 800 --copybreak 11 "
            + "--frag-size 300 --max-frags 13 --queues 2 --flows 17 --verify-checksums --filter tcp"
        let arguments =
            ["report", "--json", "synthetic:bulk,packets=10"] + words.split(separator: " ").map(String.init)
        let report = try ReportObject(try CommandLineRun(arguments).output)
        let numbers = [
            "max_aggr": 3, "sessions": 5, "budget": 7, "mtu": 900, "egress_mtu": 800, "copybreak": 11, "frag_size": 300,
            "max_frags": 13,
            "queues": 2, "flows": 17,
        ]
        for (key, number) in numbers { #expect(report.number("options", key) == number) }
        #expect(report.value("options", "mode") as? String == "pages")
        #expect(report.value("options", "rules") as? String == "inet-lro")
        #expect(report.value("options", "verify_checksums") as? Bool == true)
        #expect(report.value("source", "filter") as? String == "tcp")
    }

    @Test(arguments: sources)
    func sumsAgree(arguments: [String]) throws {
        let report = try ReportObject(try CommandLineRun(["report", "--json"] + arguments).output)
        expectConsistency(report)
        let queues = report.objects("queues")
        #expect(queues.count == report.number("options", "queues"))
        for queue in queues { expectConsistency(queue) }
        for key in Self.totals.subtracting(["ratio", "hold", "lengths"]) {
            #expect(queues.reduce(0) { $0 + $1.number("totals", key) } == report.number("totals", key), "\(key)")
        }
        for key in ["flushed", "passed", "segments_per_delivery"] {
            let sum = queues.reduce(into: [:]) { sum, queue in sum.merge(queue.counts(key), uniquingKeysWith: +) }
            #expect(sum == report.counts(key), "\(key)")
        }
        expectFlows(report)
    }

    private func expectConsistency(_ report: ReportObject) {
        func totals(_ key: String) -> Int { report.number("totals", key) }
        let sizes = report.counts("segments_per_delivery")
        let segments = sizes.map { (size: Int($0) ?? -1, count: $1) }
        #expect(totals("delivered") == sizes.values.reduce(0, +))
        #expect(totals("received") == segments.reduce(0) { $0 + $1.size * $1.count })
        #expect(totals("received") == totals("aggregated") + report.passed)
        #expect(totals("flushed") == report.flushed)
        #expect(totals("delivered") == totals("flushed") + report.passed)
        #expect(totals("merged_packets") == segments.reduce(0) { $0 + ($1.size > 1 ? $1.size * $1.count : 0) })
        #expect(totals("merged_bytes") <= totals("payload_bytes"))
        if let ratio = report.value("totals", "ratio") as? Double, totals("delivered") > 0 {
            #expect(abs(ratio - Double(totals("received")) / Double(totals("delivered"))) < 0.001)
        }
    }

    /// Flows, and the sum of the older ones, are the packets that have addresses and ports.
    private func expectFlows(_ report: ReportObject) {
        let flows = report.objects("flows")
        #expect(!flows.isEmpty)
        #expect(flows.reduce(0) { $0 + $1.number("packets") } <= report.number("totals", "received"))
        #expect(flows.reduce(0) { $0 + $1.number("merged_bytes") } == report.number("totals", "merged_bytes"))
        #expect(flows.reduce(0) { $0 + $1.flushed } == report.flushed)
        for flow in flows {
            #expect(flow.number("delivered") == flow.flushed + flow.passed)
            #expect(flow.number("delivered") <= flow.number("packets"))
        }
    }

    @Test(arguments: sources)
    func runsAreAlikeToTheByte(arguments: [String]) throws {
        for command in [["report"], ["report", "--json"], ["trace"]] {
            let runs = [try CommandLineRun(command + arguments), try CommandLineRun(command + arguments)]
            #expect(!runs[0].output.isEmpty)
            #expect(runs[0].output == runs[1].output)
        }
    }

    /// A parser keeps one of two equal keys, so the text itself is looked at.
    @Test func noObjectHasAKeyTwice() throws {
        let text = try CommandLineRun(["report", "--json", "synthetic:mixed,packets=1000"]).text
        var open: [Set<Substring>] = []
        for token in text.matches(of: /\{|\}|"([^"]*)":|"[^"]*"/) {
            switch token.output.0 {
            case "{": open.append([])
            case "}": open.removeLast()
            default:
                guard let key = token.output.1, !open.isEmpty else { continue }
                let isNew = open[open.count - 1].insert(key).inserted
                #expect(isNew, "\(key)")
            }
        }
        #expect(open.isEmpty)
    }

    @Test func seedsDiffer() throws {
        let runs = try (1...2).map { try CommandLineRun(["report", "synthetic:mixed,packets=3000,seed=\($0)"]).lines }
        #expect(runs[0].dropFirst() != runs[1].dropFirst())
    }

    @Test(arguments: sources)
    func textSaysWhatJSONSays(arguments: [String]) throws {
        let text = try CommandLineRun(["report"] + arguments).text
        let report = try ReportObject(try CommandLineRun(["report", "--json"] + arguments).output)
        let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        for key in ["received", "delivered", "skbs", "aggregated", "flushed", "no_desc"] {
            let place = try #require(words.firstIndex(of: key))
            #expect(words[place + 1] == "\(report.number("totals", key))", "\(key)")
        }
        for (kind, counts) in [("flushed", report.counts("flushed")), ("passed", report.counts("passed"))] {
            for (id, count) in counts {
                let row = lines.first { $0.count > 3 && $0[0] == kind && $0[2] == id }
                #expect(row?[3] == "\(count)", "\(kind) \(id)")
            }
        }
        for warning in report.warnings { #expect(text.contains("! \(warning): ")) }
    }

    @Test(arguments: sources)
    func withoutUTF8TextIsASCII(arguments: [String]) throws {
        for locale in [["LANG": "C"], ["LANG": "C.UTF-8", "LC_ALL": "POSIX"]] {
            let run = try CommandLineRun(["report"] + arguments, environment: locale)
            #expect(run.ending == .exit(0))
            #expect(run.output.allSatisfy { $0 == 0x0a || (0x20..<0x7f).contains($0) })
        }
        let wide = try CommandLineRun(["report"] + arguments)
        #expect(wide.output.contains { $0 >= 0x80 })
        #expect(wide.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test func filesWithoutPacketsHaveAReport() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("none.pcap", CommandLineCapture().bytes).path
        let report = try ReportObject(try CommandLineRun(["report", "--json", file]).output)
        #expect(report.number("totals", "received") == 0)
        #expect(report.number("totals", "delivered") == 0)
        #expect(report.warnings.isEmpty)
    }
}
