import Config
import Testing

/// Presets of NICs on the command line.
struct NICTests {
    private func run(_ line: String) throws -> CommandLineRun {
        try CommandLineRun(line.split(separator: " ").map(String.init))
    }

    private func options(_ line: String) throws -> [String: String] {
        let run = try run("report synthetic:mixed,packets=3000 --json \(line)")
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        let options = try ReportObject(run.output).value("options") as? [String: Any] ?? [:]
        return options.mapValues { "\($0)" }
    }

    @Test(arguments: NICPreset.all.map(\.name))
    func isWhatItsOptionsSay(name: String) throws {
        let preset = try #require(NICPreset.all.first { $0.name == name })
        let given = preset.values.map(\.text).joined(separator: " ")
        #expect(try options("--arrivals 10G --nic \(name)") == options("--arrivals 10G \(given)"))
        // Without a clock, too, where its options of time decide nothing.
        let plain = preset.values.filter {
            ["rules", "mode", "sessions", "max-aggr", "budget"].contains($0.option.name)
        }
        #expect(try options("--nic \(name)") == options(plain.map(\.text).joined(separator: " ")))
    }

    @Test(arguments: ["report", "trace", "write -o -", "watch --headless 80x24 --keys n"])
    func everyCommandTakesIt(command: String) throws {
        let arrivals = command.hasPrefix("write") ? "" : "--arrivals recorded"
        let run = try run("\(command) synthetic:bulk,packets=300 --nic mlx4 \(arrivals)")
        #expect(run.ending == .exit(0) && !run.output.isEmpty, "\(run.errorText)")
    }

    @Test func whatIsGivenGoesBefore() throws {
        let options = try options("--arrivals recorded --nic mlx5 --rx-usecs 20 --sessions 16")
        #expect(options["rx_usecs"] == "20" && options["rx_frames"] == "128" && options["sessions"] == "16")
        #expect(options["rules"] == "gro" && options["ring"] == "1024")
    }

    @Test func unknownOnesAreToldWhatThereIs() throws {
        let run = try run("report synthetic:bulk,packets=300 --nic ixbge")
        #expect(run.ending == .exit(64) && run.output.isEmpty)
        #expect(
            run.errorText.contains("'ixbge' is invalid for '--nic <nic>': none, ixgbe, i40e, ice, mlx5, mlx5-eqe, "))
    }

    @Test func theListSaysWhatIsSetAndWhy() throws {
        let run = try run("--list-nics")
        #expect(run.ending == .exit(0) && run.error.isEmpty)
        #expect(run.lines.allSatisfy { $0.count <= 100 && $0.allSatisfy(\.isASCII) })
        let ixgbe = [
            "ixgbe     --rules gro --ring 512 --moderation gap --rx-usecs 50",
            "          Adaptive by default (rx_itr_setting 1): as after ethtool -C IFACE adaptive-rx off, which",
            "          this driver spells rx-usecs 50.",
            "          --rules gro         Linux 6.12.117 drivers/net/ethernet/intel/ixgbe/ixgbe_main.c:1745",
            "                              (napi_gro_receive)",
            "          --ring 512          Linux 6.12.117 drivers/net/ethernet/intel/ixgbe/ixgbe.h:48",
            "                              (IXGBE_DEFAULT_RXD)",
        ]
        #expect(Array(run.lines.prefix(ixgbe.count)) == ixgbe)
        let ipoib = run.lines.drop { !$0.hasPrefix("ipoib ") }
        #expect(ipoib.contains("          LRO is off by default (lro). Moderation not known: default."))
        for preset in NICPreset.all {
            let entry = run.lines.drop { !$0.hasPrefix("\(preset.name) ") }.prefix { !$0.isEmpty }
            let words = entry.flatMap { $0.split(separator: " ") }.joined(separator: " ")
            #expect(words.hasPrefix("\(preset.name) " + preset.values.map(\.text).joined(separator: " ")))
            for value in preset.values { #expect(words.contains("\(value.text) \(value.source)"), "\(preset.name)") }
        }
    }
}
