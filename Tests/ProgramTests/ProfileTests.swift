import Testing
import Traffic

/// What receive offload makes of each profile, and how the program tells which there are.
struct ProfileTests {
    private func report(_ words: String...) throws -> ReportObject {
        let run = try CommandLineRun(["report", "--json"] + words)
        #expect(run.ending == .exit(0))
        return try ReportObject(run.output)
    }

    /// The aggregation ratio.
    private func ratio(_ report: ReportObject) -> Double {
        Double(report.number("totals", "received")) / Double(report.number("totals", "delivered"))
    }

    @Test func bulkMerges() throws {
        #expect(ratio(try report("synthetic:bulk,packets=50000")) > 8)
    }

    @Test func rpcHardlyMergesHoweverManySessions() throws {
        #expect(ratio(try report("synthetic:rpc,packets=50000")) < 1.2)
        #expect(ratio(try report("synthetic:rpc,packets=50000", "--sessions", "512")) < 1.5)
    }

    @Test func lossyCutsSessions() throws {
        let report = try report("synthetic:lossy,packets=50000")
        #expect(report.number("flushed", "gap") > 500 && report.number("flushed", "duplicate") > 500)
        #expect(ratio(report) < ratio(try self.report("synthetic:bulk,packets=50000")))
    }

    @Test func manyFlowsFindTheTableFull() throws {
        let few = try report("synthetic:manyflows,packets=50000")
        #expect(few.number("passed", "no-session") > 20_000)
        #expect(few.warnings == ["table-too-small"])
        let enough = try report("synthetic:manyflows,packets=50000", "--sessions", "512")
        #expect(enough.number("passed", "no-session") <= 0)
        #expect(ratio(enough) > 2 * ratio(few))
    }

    @Test func incastMergesBestWherePacketsDoNotTakeTurns() throws {
        let (turns, trains) = (
            try report("synthetic:incast,packets=50000"), try report("synthetic:incast,packets=50000,interleave=16")
        )
        #expect(turns.number("passed", "no-session") > 1_000)
        #expect(ratio(trains) > 1.3 * ratio(turns))
    }

    @Test func jumboWantsItsMTU() throws {
        let source = "synthetic:jumbo,packets=20000"
        #expect(try report(source).warnings == ["already-merged"])
        for mode in ["skb", "pages"] {
            let report = try report(source, "--mtu", "9000", "--mode", mode)
            #expect(report.warnings.isEmpty)
            #expect(report.number("flushed", "size-limit") > 1_000)
        }
        let listed = try CommandLineRun(["--list-profiles"]).lines.first { $0.hasPrefix("jumbo") }
        #expect(listed?.contains("--mtu 9000") == true)
    }

    @Test func ipv6Passes() throws {
        let report = try report("synthetic:ipv6,packets=20000")
        #expect(report.number("passed", "ipv6") == 20_000)
        #expect(report.number("totals", "delivered") == 20_000)
    }

    @Test func listNamesAllProfilesAndKeys() throws {
        let run = try CommandLineRun(["--list-profiles"])
        #expect(run.ending == .exit(0) && run.error.isEmpty)
        for profile in Profile.allCases {
            let line = try #require(run.lines.first { $0.hasPrefix("\(profile) ") })
            #expect(line.hasSuffix(profile.summary))
            #expect(line.contains(" \(profile.defaultFlows) ") && line.contains(" \(profile.defaultMSS) "))
            #expect(line.contains(" \(profile.naturalRate) "))
        }
        for key in SyntheticKey.allCases {
            let line = try #require(run.lines.first { $0.hasPrefix("\(key) ") })
            #expect(line.contains(" \(key.range) ") && line.hasSuffix(key.summary))
        }
        #expect(run.lines.allSatisfy { $0.count <= 80 })
    }

    @Test func listIsASCIIWhereTheLocaleIs() throws {
        let ascii = try CommandLineRun(["watch", "--list-profiles"], environment: ["LC_ALL": "C"])
        let full = try CommandLineRun(["watch", "--list-profiles"])
        #expect(ascii.output.allSatisfy { $0 < 0x80 } && ascii.text.contains("1-65536"))
        #expect(full.text.contains("1–65536") && ascii.lines.map(\.count) == full.lines.map(\.count))
    }

    @Test(arguments: ["--help", "watch --help", "report --help"])
    func helpLeadsToTheList(words: String) throws {
        #expect(try CommandLineRun(words.split(separator: " ").map(String.init)).text.contains("--list-profiles"))
    }
}
