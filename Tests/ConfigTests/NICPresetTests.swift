import Config
import Offload
import Settings
import Testing
import Timing

@Suite struct NICPresetTests {
    private static func values(_ options: [WatchOption: OptionValue]) -> OptionValues {
        options.reduce(into: OptionValues()) { $0[$1.key] = $1.value }
    }

    private static func receive(_ options: [WatchOption: OptionValue]) -> ReceiveSettings {
        WatchSettings(values(options)).receive
    }

    @Test(
        arguments: [
            ("ixgbe", 512, .gap, 50, 0), ("i40e", 512, .gap, 50, 0), ("ice", 2_048, .gap, 50, 0),
            ("mlx5", 1_024, .rearm, 8, 128), ("mlx5-eqe", 1_024, .timer, 16, 32), ("bnxt", 511, .rearm, 14, 15),
            ("ena", 1_024, .timer, 20, 0), ("virtio", 256, .timer, 0, 0),
        ] as [(String, Int, Moderation, Int, Int)])
    func modernOnesSetRulesRingAndModeration(
        name: String, ring: Int, moderation: Moderation, rxUsecs: Int, rxFrames: Int
    ) {
        var expected = ReceiveSettings().under(.gro)
        (expected.clock.ring, expected.clock.moderation) = (ring, moderation)
        (expected.rxUsecs, expected.rxFrames) = (rxUsecs, rxFrames)
        #expect(Self.receive([.nic: .text(name)]) == expected)
    }

    /// What one of 2007 to 2010 sets.
    struct Historic: Sendable, CustomTestStringConvertible {
        var name: String
        var mode = Mode.skb
        var sessions = 8
        var maxAggr = 64
        var budget = 64
        var flush = FlushPolicy.pollEnd
        var ring = 512
        var rxUsecs = 50
        var rxFrames = 0

        var testDescription: String { name }
    }

    @Test(arguments: [
        Historic(name: "myri10ge", mode: .pages, maxAggr: 18, rxUsecs: 75), Historic(name: "ehea", ring: 1_023),
        Historic(name: "mlx4", mode: .pages, sessions: 32, maxAggr: 18, ring: 1_024, rxUsecs: 16, rxFrames: 44),
        Historic(name: "enic", flush: .empty), Historic(name: "ipoib", budget: 100, flush: .idle, ring: 256),
    ])
    func historicOnesSetModeTableAndPolicyToo(preset: Historic) {
        var expected = ReceiveSettings().under(.inetLRO)
        (expected.offload.mode, expected.offload.sessions) = (preset.mode, preset.sessions)
        (expected.offload.maxAggr, expected.budget, expected.flushPolicy) = (
            preset.maxAggr, preset.budget, preset.flush
        )
        (expected.clock.ring, expected.rxUsecs, expected.rxFrames) = (preset.ring, preset.rxUsecs, preset.rxFrames)
        #expect(Self.receive([.nic: .text(preset.name)]) == expected)
    }

    @Test func eachValueIsOneThatItsOptionTakesAndHasASource() {
        let names = NICPreset.all.map(\.name)
        #expect(Set(names).count == 13 && names.count == 13)
        for preset in NICPreset.all {
            #expect(Set(preset.values.map(\.option)).count == preset.values.count, "\(preset.name)")
            for value in preset.values {
                #expect(value.option.takes(value.value), "\(preset.name) \(value.text)")
                #expect(value.option != .setting(.copybreak))
                let (source, place) = (value.source, value.source.line.map { ":\($0)" } ?? ", line not known")
                #expect(source.description == "\(source.version) \(source.file)\(place) (\(source.symbol))")
                #expect(source.file.contains("/") && source.version.contains { $0.isNumber })
            }
        }
    }

    @Test func whatIsGivenGoesBefore() {
        let settings = Self.receive([
            .nic: .text("mlx5"), .setting(.rules): .text("lro"), .setting(.rxUsecs): .number(3),
            .moderation: .text("timer"),
        ])
        #expect(settings[.rules] == ReceiveSettings()[.rules] && settings[.sessions] == 8)
        #expect(settings.rxUsecs == 3 && settings.rxFrames == 128 && settings.clock.moderation == .timer)
        let alone = Self.receive([.nic: .text("enic"), .setting(.flush): .text("poll-end")])
        #expect(alone.flushPolicy == .pollEnd && alone[.rules] == Self.receive([.nic: .text("enic")])[.rules])
    }

    @Test func theConfigNamesOneAndGoesBeforeIt() throws {
        let file = try ConfigFile("nic = \"ixgbe\"\nring = 64", file: "c.toml")
        let settings = WatchSettings(file.options).receive
        #expect(settings.clock.ring == 64 && settings.clock.moderation == .gap)
        // Another one of the command line stands in its place; what else the file says goes before that one, too.
        let other = WatchSettings(Self.values([.nic: .text("mlx5")]).over(file.options)).receive
        #expect(other.clock.ring == 64 && other.clock.moderation == .rearm && other.rxFrames == 128)
        let none = WatchSettings(Self.values([.nic: .text("none")]).over(file.options)).receive
        #expect(none.clock.moderation == .timer && none.clock.ring == 64)
    }

    @Test func namesThatNoneHasAreRefused() {
        #expect { try ConfigFile("nic = \"ixbge\"", file: "c.toml") } throws: {
            "\($0)".hasPrefix("c.toml:1: nic = \"ixbge\": none, ixgbe, i40e, ")
                && "\($0)".hasSuffix(" ipoib are allowed")
        }
    }

    @Test func theClockOfOneMayStandBesideNoClock() throws {
        for name in NICPreset.choices {
            let given = Self.values([.nic: .text(name)])
            let settings = WatchSettings(given)
            #expect(try settings.clock.settings(settings.receive, given: given) == settings.receive)
        }
        // Given by itself such an option is refused, as it is without a NIC.
        let given = Self.values([.nic: .text("ixgbe"), .setting(.ring): .number(4)])
        #expect { try WatchSettings(given).clock.settings(WatchSettings(given).receive, given: given) } throws: {
            "\($0)".hasPrefix("--ring decides nothing without a clock")
        }
    }
}
