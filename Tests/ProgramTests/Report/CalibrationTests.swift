import Testing

/// Whether the costs of 2007 give the figures that they were fitted to: that is a test of the fit, not of the model.
///
/// Gallatin (linuxppc-dev, July 2007) gave for one flow over 10 Gbit/s what the generic LRO came to beside none: with frames
/// of 1500 bytes nearly 2.5 times the throughput with 17 % less CPU, with 9000 bytes 1.10 times with 14 % less.
@Suite struct CalibrationTests {
    @Test(
        arguments: [
            ("bulk", "1500", gain: 2.5, tolerance: 0.05, busy: 0.83), ("jumbo", "9000", 1.10, 0.03, 0.86),
        ])
    func costsOf2007(profile: String, mtu: String, gain: Double, tolerance: Double, busy: Double) throws {
        // An aggregate of 64 packets: its driver had no limit of fragments then.
        let run = try CommandLineRun([
            "report", "synthetic:\(profile),flows=1,packets=100000", "--mtu", mtu, "--queues", "1", "--arrivals", "10G",
            "--cost", "2007", "--nic", "myri10ge", "--rules", "lro", "--max-aggr", "64", "--max-frags", "64", "--json",
        ])
        let report = try ReportObject(run.output)
        // Without merging the CPU is the limit, with it the link is.
        #expect(try #require(report.decimal("cpu_model", "without_merging", "busiest")) > 0.99)
        let link = 10e9
        let unmerged = try #require(report.decimal("cpu_model", "without_merging", "saturation"))
        #expect(abs(link / unmerged / gain - 1) < tolerance, "\(unmerged)")
        let merged = try #require(report.decimal("cpu_model", "saturation"))
        #expect(abs(link / merged - busy) <= 0.03 && merged > link, "\(merged)")
    }
}
