import Offload
import Receive
import Traffic

/// The parts that several JSON texts share.
extension JSONWriter {
    /// Writes the settings of a receive path under `options`.
    mutating func options(_ settings: ReceiveSettings, _ source: SourceFacts) {
        object("options") { json in
            json.string("rules", settings.offload.rules.rawValue)
            json.string("mode", settings.offload.mode.rawValue)
            json.number("max_aggr", settings.offload.maxAggr)
            json.number("sessions", settings.offload.sessions)
            json.number("budget", settings.budget)
            json.number("mtu", settings.offload.mtu)
            json.number("copybreak", settings.copybreak)
            json.number("frag_size", settings.offload.fragSize)
            json.number("max_frags", settings.offload.maxFrags)
            json.number("queues", settings.queues)
            json.number("flows", settings.flows)
            json.number("gro_buckets", settings.offload.groBuckets)
            json.number("gro_max_size", settings.offload.groMaxSize)
            json.bool("verify_checksums", source.verifiesChecksums)
            json.bool("strip_vlan", source.stripsTags)
        }
    }

    /// Writes counters as members of the object at hand.
    mutating func counters(_ counters: Counters) {
        number("received", counters.received)
        number("delivered", counters.delivered)
        decimal("ratio", counters.ratio)
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
