import Frames
import Offload
import Receive
import Replay
import Settings
import Tallies

/// The parts that several JSON texts share.
extension JSONWriter {
    /// Writes the settings of a receive path under `options`.
    mutating func options(_ settings: ReceiveSettings, _ source: SourceFacts) {
        object("options") { json in
            for setting in Setting.inJSON { json.setting(setting, settings[setting]) }
            if settings.followsCapture { json.string("queues_told_by", Setting.queues.word) }
            json.bool("verify_checksums", source.verifiesChecksums)
            json.bool("strip_vlan", source.stripsTags)
            json.clock(settings)
        }
    }

    /// Writes when frames arrive, and with a clock what is set in time.
    private mutating func clock(_ settings: ReceiveSettings) {
        let clock = settings.clock
        string("arrivals", clock.arrivals.description)
        guard clock.arrivals != .backlog else { return }
        if case .recorded(let speed) = clock.arrivals { decimal("speed", Double(speed) / 1_000) }
        string("moderation", clock.moderation.rawValue)
        for setting in Setting.timed { self.setting(setting, settings[setting]) }
        string("cost", clock.costs.name)
    }

    /// Writes the changes of settings under `knobs`: at how many frames which setting went from what to what.
    mutating func knobs(_ log: KnobLog) {
        array("knobs") { json in
            for change in log.changes {
                for (setting, old, new) in change.settings {
                    json.object { json in
                        json.number("frame", change.frames)
                        json.string("name", setting.rawValue)
                        json.string("from", setting.text(old))
                        json.string("to", setting.text(new))
                    }
                }
            }
        }
    }

    /// Writes a setting: a choice by its name, null where none is given.
    private mutating func setting(_ setting: Setting, _ value: Int) {
        let key = setting.rawValue.replacing("-", with: "_")
        if setting.choices.isEmpty, !setting.hasForm {
            number(key, setting.isOpen(value) ? nil : value)
        } else {
            string(key, setting.text(value))
        }
    }

    /// Writes counters as members of the current object.
    mutating func counters(_ counters: Counters) {
        number("received", counters.received)
        number("delivered", counters.delivered)
        decimal("ratio", counters.ratio)
        decimal("tcp_ratio", counters.tcpRatio)
        number("merged_packets", counters.mergedPackets)
        number("merged_bytes", counters.mergedBytes)
        number("aggregates", counters.aggregates)
        number("altered_aggregates", counters.alteredAggregates)
        number("payload_bytes", counters.payloadBytes)
        number("skbs", counters.skbs)
        number("copied_bytes", counters.copiedBytes)
        number("aggregated", counters.aggregated)
        number("flushed", counters.flushed)
        number("no_desc", counters.noDesc)
    }

    /// Writes an object with what merging altered, in aggregates each.
    mutating func alterations(_ counters: Counters) {
        object("altered") { json in
            for alteration in Alteration.allCases where counters.alteredBy[alteration] > 0 {
                json.number(alteration.id, counters.alteredBy[alteration])
            }
        }
    }

    /// Writes an object with the reasons that occurred.
    mutating func counts(_ key: String, _ counts: ReasonCounts) {
        object(key) { json in
            for reason in Reason.allCases where counts[reason] > 0 { json.number(reason.id, counts[reason]) }
        }
    }
}

extension Setting {
    /// The order in which JSON has the settings; readers may count on it.
    fileprivate static let inJSON: [Setting] =
        firstInJSON + allCases.filter { !(firstInJSON + lastInJSON + timed).contains($0) } + lastInJSON

    private static let firstInJSON: [Setting] = [.rules, .mode]
    private static let lastInJSON: [Setting] = [.groBuckets, .groMaxSize, .groVLAN]
}
