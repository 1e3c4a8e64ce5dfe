import Offload
import Receive
import Replay

extension Summary {
    /// The summary as one JSON object and a newline, UTF-8.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("version", version)
            writeSource(&json)
            json.options(settings, source)
            json.knobs(knobLog)
            json.object("totals") { totals.write(&$0) }
            totals.writeReasons(&json)
            json.array("queues") { json in
                for (number, queue) in queues.enumerated() {
                    json.object { json in
                        json.number("queue", number)
                        json.object("totals") { queue.write(&$0) }
                        queue.writeReasons(&json)
                    }
                }
            }
            json.array("flows") { json in
                for flow in flows { flow.write(&json) }
            }
            json.array("warnings") { json in
                for warning in warnings {
                    json.object { json in
                        json.string("id", warning.id)
                        json.string("text", warning.text)
                    }
                }
            }
            writeBottleneck(&json)
        }
        json.newline()
        return json.bytes
    }

    private func writeSource(_ json: inout JSONWriter) {
        json.object("source") { json in
            json.string("name", source.name)
            json.string("kind", source.kind.rawValue)
            json.string("link", source.link.rawValue)
            json.string("filter", source.filter)
            json.number("wire_bytes", captureStats.wireBytes)
            json.decimal("seconds", captureStats.seconds)
        }
    }

    private func writeBottleneck(_ json: inout JSONWriter) {
        guard let bottleneck else { return json.string("bottleneck", nil) }
        json.object("bottleneck") { json in
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

extension Summary.Totals {
    /// Writes the counters.
    fileprivate func write(_ json: inout JSONWriter) {
        json.counters(counters)
        json.object("hold") { json in
            json.number("p50", holds.percentile(0.5))
            json.number("p99", holds.percentile(0.99))
            json.number("max", holds.maximum)
        }
        json.number("rounds", rounds)
    }

    /// Writes why sessions were flushed and packets passed, and the sizes of the deliveries.
    fileprivate func writeReasons(_ json: inout JSONWriter) {
        json.counts("flushed", counters.flushedBy)
        json.counts("passed", counters.passedBy)
        json.alterations(counters)
        json.object("segments_per_delivery") { json in
            for (size, count) in counters.segmentsPerDelivery.enumerated() where count > 0 {
                json.number("\(size)", count)
            }
        }
    }
}

extension FlowRecord {
    /// Writes the flow; without addresses it is the sum of the flows that were not seen for longest.
    fileprivate func write(_ json: inout JSONWriter) {
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
            json.counts("flushed", flushedBy)
            json.counts("passed", passedBy)
            json.number("late", latePackets)
        }
    }
}
