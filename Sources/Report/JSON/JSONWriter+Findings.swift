import Diagnosis
import Frames
import Offload
import Queues
import Receive
import Replay
import Settings
import Timing

/// What a run has come to, as the report and a snapshot of the monitor write it.
extension JSONWriter {
    /// Writes why sessions were flushed and packets passed, what merging altered, and the sizes of the deliveries.
    mutating func reasons(_ counters: Counters) {
        counts("flushed", counters.flushedBy)
        counts("passed", counters.passedBy)
        alterations(counters)
        object("segments_per_delivery") { json in
            for (size, count) in counters.segmentsPerDelivery.enumerated() where count > 0 {
                json.number("\(size)", count)
            }
        }
    }

    /// Writes an object with how long packets were held, in frames.
    mutating func hold(p50: Int, p99: Int, max: Int) {
        object("hold") { json in
            json.number("p50", p50)
            json.number("p99", p99)
            json.number("max", max)
        }
    }

    /// Writes an array with the flows.
    mutating func flows(_ flows: [FlowRecord], _ accounts: FlowAccounts?, _ latencies: FlowLatencies) {
        array("flows") { json in
            for flow in flows { flow.write(&json, flow.flow.flatMap { accounts?[$0] }, latencies[flow.flow]) }
        }
    }

    /// Writes an array with the warnings about a run, and the command line that would help, or null.
    mutating func warnings(_ warnings: [Warning], _ source: SourceFacts, _ settings: ReceiveSettings) {
        array("warnings") { json in
            for warning in warnings {
                json.object { json in
                    json.string("id", warning.id)
                    json.string("text", warning.text)
                    json.string("command", warning.command(source, settings)?.line)
                }
            }
        }
    }

    /// Writes an object with what keeps the ratio down most, or null.
    mutating func bottleneck(_ bottleneck: Bottleneck?) {
        guard let bottleneck else { return string("bottleneck", nil) }
        object("bottleneck") { json in
            json.string("reason", bottleneck.reason.id)
            json.number("deliveries", bottleneck.deliveries)
            json.decimal("share", bottleneck.share)
            json.number("queue", bottleneck.queue)
            json.string("knob", bottleneck.remedy?.knob.rawValue)
            json.number("value", bottleneck.remedy?.value)
            json.string("text", bottleneck.sentence)
        }
    }
}

extension FlowRecord {
    /// Writes the flow; without addresses it is the sum of the flows that were not seen for longest.
    fileprivate func write(_ json: inout JSONWriter, _ account: FlowAccount?, _ latency: FlowLatency?) {
        json.object { json in
            json.string("source", flow?.source.description)
            json.number("source_port", flow?.sourcePort)
            json.string("destination", flow?.destination.description)
            json.number("destination_port", flow?.destinationPort)
            json.number("vlan", flow?.vlan)
            json.number("packets", packets)
            json.number("payload_bytes", payloadBytes)
            json.number("delivered", deliveries)
            json.number("aggregates", aggregates)
            json.number("altered_aggregates", alteredAggregates)
            json.number("merged_bytes", mergedBytes)
            json.decimal("ratio", ratio)
            json.unmerge(account)
            json.counts("flushed", flushedBy)
            json.counts("passed", passedBy)
            json.number("late", latePackets)
            if let latency { json.latency(latency) }
        }
    }
}
