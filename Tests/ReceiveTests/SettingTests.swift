import Receive
import Settings
import TestSupport
import Testing

/// The table of settings, and what changes between two frames.
@Suite struct SettingTests {
    @Test(arguments: [
        Scenario(
            "max-aggr lowered: sessions at or above it are flushed",
            packets: [
                "A s0 100 x3", "B s0 100 x2", "C s0 100", "turn max-aggr=2", "C s100 100", "A s300 100",
            ],
            both: ["0+1+2 tuning cause=5", "3+4 tuning cause=5", "5+6 max-aggr cause=6", "7 source-end"]),
        Scenario(
            "max-aggr 1 flushes all that is held",
            packets: ["A s0 100", "B s0 100", "turn max-aggr=1"],
            both: ["0 tuning", "1 tuning", "= flushed=2"]),
        Scenario(
            "before the first frame", packets: ["turn max-aggr=2", "A s0 100 x3"],
            both: ["0+1 max-aggr", "2 source-end"]),
        Scenario(
            "max-aggr raised", "max-aggr=2", packets: ["A s0 100", "turn max-aggr=3", "A s100 100 x2"],
            both: ["0+1+2 max-aggr"]),
        Scenario(
            "in pages mode fragments count", "mode=pages frag-size=800",
            packets: ["A s0 1460", "B s0 100", "turn max-aggr=2"],
            both: ["0 tuning", "1 source-end"]),
        Scenario(
            "sessions lowered: the oldest are flushed first",
            packets: ["A s0 100", "B s0 100", "C s0 100", "A s300 100", "D s0 100", "turn sessions=1", "E s0 100"],
            both: ["0 gap", "3 gap", "1 tuning cause=4", "2 tuning cause=4", "5 no-session", "4 source-end"]),
        Scenario(
            "sessions raised", "sessions=1", packets: ["A s0 100", "B s0 100", "turn sessions=2", "B s100 100"],
            both: ["1 no-session", "0 source-end", "2 source-end"]),
        Scenario(
            "max-aggr and sessions together: the full ones go first",
            packets: ["A s0 100", "B s0 100", "C s0 100 x2", "set max-aggr=2 sessions=1"],
            both: ["2+3 tuning", "0 tuning", "1 source-end"]),
    ])
    func tuning(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "a round that already took the new budget ends",
            packets: ["A s0 100 x3", "turn budget=3", "A s300 100"],
            both: ["0+1+2 poll-end round=0 cause=2", "3 source-end round=1", "= rounds=2"]),
        Scenario(
            "as does one that took more",
            packets: ["A s0 100 x3", "turn budget=1", "A s300 100"],
            both: ["0+1+2 poll-end round=0", "3 poll-end round=1", "= rounds=2"]),
        Scenario(
            "one that did not goes on",
            packets: ["A s0 100 x3", "turn budget=4", "A s300 100", "A s400 100"],
            both: ["0-3 poll-end round=0", "4 source-end round=1", "= rounds=2"]),
        Scenario(
            "between rounds nothing ends", "budget=2",
            packets: ["A s0 100 x2", "turn budget=1", "turn max-aggr=2", "turn sessions=1", "A s200 100"],
            both: ["0+1 poll-end round=0", "2 poll-end round=1", "= rounds=2"]),
    ])
    func budget(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "a new mode flushes all first",
            packets: ["A s0 100 x2", "B s0 100", "set mode=pages", "A s200 100 x2"],
            both: ["0+1 tuning cause=2", "2 tuning cause=2", "3+4 source-end", "= skbs=4 copied_bytes=54"]),
        Scenario(
            "a new copybreak flushes all first",
            packets: ["A s0 100", "set copybreak=100", "A s100 10", "B s0 100", "set copybreak=0", "B s100 10"],
            both: ["0 tuning", "1 small-packet", "2 tuning", "3 source-end"]),
        Scenario(
            "the same settings again flush nothing",
            packets: ["A s0 100", "set mode=skb copybreak=0 max-aggr=32", "A s100 100"],
            both: ["0+1 source-end"]),
        Scenario(
            "a new rulebook flushes all first, and decides from then on",
            packets: [
                "A s0 100 ack=9", "set rules=inet-lro", "A s100 100 ack=9", "A s200 100 ack=5", "set rules=lro",
                "A s300 100 ack=5", "A s400 100 ack=4",
            ],
            lro: ["0 tuning", "1+2 tuning", "3 ack-back", "4 ack-back"]),
        Scenario(
            "it all happens in every queue, in queue order", "queues=8",
            packets: ["B s0 100", "A s0 100", "I s0 100", "set mode=pages"],
            both: ["2 tuning queue=0 cause=2", "1 tuning queue=2 cause=2", "0 tuning queue=3 cause=2"]),
    ])
    func driver(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test func changesAreInTheLog() throws {
        let rig = try Scenario("log", packets: ["A s0 100", "turn sessions=4", "turn budget=9"], lro: []).run(.lro)
        let changes = rig.pipeline.queues[0].manager.log.events.filter { $0.kind == .tuned }
        #expect(changes.map { Setting(number: $0.first) } == [.sessions, .budget])
        #expect(changes.map(\.second) == [4, 9])
        #expect(changes.map(\.frame) == [0, 0])
        #expect(rig.pipeline.settings[.sessions] == 4)
    }

    /// Numbers that events may hold belong to one setting for good.
    @Test func settingsKeepTheirNumbers() {
        #expect(
            Setting.allCases.map(\.number) == [
                0, 1, 2, 3, 4, 7, 13, 5, 8, 9, 10, 6, 11, 12, 20, 14, 15, 16, 17, 18, 19,
            ])
        for setting in Setting.allCases { #expect(Setting(number: setting.number) == setting) }
        #expect(Setting(number: 21) == nil)
    }

    @Test func everySettingThatChangesIsNoted() {
        var pipeline = Pipeline(ReceiveSettings())
        var new = pipeline.settings
        for setting in Setting.allCases {
            new[setting] =
                setting.hasForm
                ? setting.choice(after: new[setting])
                : new[setting] == setting.range.lowerBound ? setting.range.upperBound : setting.range.lowerBound
        }
        let wanted = new
        pipeline.apply(new)
        let events = pipeline.queues[0].manager.log.events.filter { $0.kind == .tuned }
        let noted = events.compactMap { Setting(number: $0.first) }
        #expect(noted == Setting.allCases.filter(\.isTunable) && noted.count == events.count)
        #expect(
            Setting.allCases.filter { !$0.isTunable } == [.egressMTU, .queues, .flows, .groVLAN, .ring, .cpus, .hz])
        #expect(pipeline.settings.queues == 4 && pipeline.settings.flows == 65_536)
        for event in events {
            guard let setting = Setting(number: event.first) else { continue }
            #expect(wanted[setting] == Int(event.second), "\(setting)")
        }
    }

    @Test(arguments: Setting.allCases)
    func valuesAreReadAsTheyAreWritten(setting: Setting) {
        var settings = ReceiveSettings()
        #expect(settings[setting] == setting.defaultValue(.lro))
        #expect(setting.allows(setting.shownDefault))
        for value in [setting.range.lowerBound, setting.range.upperBound, setting.alsoAllowed].compactMap(\.self) {
            #expect(setting.allows(value))
            settings[setting] = value
            #expect(settings[setting] == value)
        }
        #expect(setting.hasForm || !setting.allows(setting.range.upperBound + 1) && !setting.allows(-1))
    }

    @Test func theRulebookDecidesDefaults() {
        var settings = ReceiveSettings()
        settings[.rules] = 2
        #expect(settings.offload.rules == .gro && settings.offload.sessions == 64)
        settings.offload.sessions = 9
        settings[.rules] = 0
        #expect(settings.offload.rules == .lro && settings.offload.sessions == 9)
        settings[.maxFrags] = 0
        #expect(settings.offload.maxFrags == nil && Setting.maxFrags.isOpen(0) && !Setting.fragSize.isOpen(0))
    }

    @Test func settingsInWords() {
        #expect(Setting.copybreak.rangeSentence == "copybreak goes from 0 to 65535.")
        #expect(Setting.fragSize.rangeSentence == "frag-size goes from 256 to 65535, or is 0.")
        #expect(Setting.rules.rangeSentence == "rules is one of lro, inet-lro, gro.")
        #expect(Setting.queues.word == "capture" && Setting.budget.word == nil)
        #expect(Setting.copybreak.hint == "bytes, 0 for none" && Setting.budget.hint == "1 to 65535")
    }

    @Test func ladders() {
        let fine = [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]
        #expect(Setting.maxAggr.ladder == fine + [65_535])
        #expect(Setting.sessions.ladder == fine + [65_536])
        #expect(Setting.budget.ladder == [1, 2, 4, 8, 16, 32, 64, 128, 300])
        #expect(Setting.knobs.map { $0.defaultValue(.lro) } == [32, 8, 64, 65_536])
        #expect(Setting.knobs.map { $0.defaultValue(.gro) } == [32, 64, 64, 65_536])
        #expect(Setting.sessions.step(from: 8, .forward) == 16)
        #expect(Setting.sessions.step(from: 9, .backward) == 8)
        #expect(Setting.budget.step(from: 300, .forward) == nil)
        #expect(Setting.budget.step(from: 1000, .forward) == nil)
        #expect(Setting.maxAggr.step(from: 1, .backward) == nil)
        for knob in Setting.knobs { #expect(knob.ladder.allSatisfy { knob.range.contains($0) }) }
    }
}
