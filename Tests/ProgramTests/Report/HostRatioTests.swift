import Foundation
import Testing

/// What the capturing host's own kernel merged stands beside both rulebooks, whichever is in force.
@Suite(.enabled(if: SharedCaptures.areHere)) struct HostRatioTests {
    private func report(_ file: String, _ options: [String]) throws -> ReportObject {
        try ReportObject(try CommandLineRun(["report", "--json", SharedCaptures.path(file)] + options).output)
    }

    @Test(
        arguments: ["01-bulk", "05-mixed", "06-loss", "07-jumbo"].map { "merged/\($0).host.pcap" },
        [["--queues", "1"], ["--queues", "4"], ["--arrivals", "recorded"]])
    func bothRulebooksAreThoseOfRunsOfTheirOwn(file: String, options: [String]) throws {
        let rules = ["lro", "gro"]
        let reports = try rules.map { try report(file, options + ["--rules", $0]) }
        let ratios = try reports.map { try #require($0.decimal("totals", "tcp_ratio")) }
        #expect(ratios[0] != ratios[1])
        for report in reports {
            #expect(rules.map { report.source.decimal("host", "models", $0) } == ratios)
            #expect(try #require(report.source.decimal("host", "ratio")) > 2)
        }
    }

    @Test func whatNobodyMergedHasNone() throws {
        #expect(try report("merged/01-bulk.wire.pcap", []).source.value("host") is NSNull)
    }

    /// A change of rules on the way is followed by the other one, also where that is made up for later.
    @Test func theMonitorShowsBoth() throws {
        let file = SharedCaptures.path("merged/01-bulk.host.pcap")
        let run = try CommandLineRun([file, "--headless", "120x20", "--queues", "1", "--keys", "R R n*99"])
        let all = try report("merged/01-bulk.host.pcap", ["--queues", "1"])
        let ratios = try ["lro", "gro"].map { name in
            name + " " + String(format: "%.1f", try #require(all.source.decimal("host", "models", name)))
        }
        #expect(run.text.contains("tcp ratio gro"), "\(run.text)")
        for ratio in ratios { #expect(run.text.contains(ratio), "\(ratio) \(run.text)") }
        #expect(run.text.contains("this host's kernel 22.3"))
    }
}
