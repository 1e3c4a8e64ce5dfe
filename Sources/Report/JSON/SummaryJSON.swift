import Frames
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
            let clock = clock.map { ClockFigures($0) }
            json.options(settings, source)
            json.knobs(knobLog)
            json.object("totals") { json in
                totals.write(&json)
                if let clock { json.clock(clock) }
            }
            json.reasons(totals.counters)
            if let clock { json.cpus(clock) }
            if let costs { json.costs(costs, note: settings.clock.costs.note) }
            json.array("queues") { json in
                for (number, queue) in queues.enumerated() {
                    json.object { json in
                        json.number("queue", number)
                        json.object("totals") { queue.write(&$0) }
                        json.reasons(queue.counters)
                    }
                }
            }
            json.flows(flows, accounts, latencies)
            json.warnings(warnings, source, settings)
            json.bottleneck(bottleneck)
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
            json.account(source, ratios)
        }
    }
}

extension Summary.Totals {
    /// Writes the counters.
    fileprivate func write(_ json: inout JSONWriter) {
        json.counters(counters)
        if let latency {
            json.latency(latency)
        } else {
            json.hold(p50: holds.percentile(0.5), p99: holds.percentile(0.99), max: holds.maximum)
        }
        json.object("lengths") { json in
            json.number("p50", counters.lengths.percentile(0.5))
            json.number("p99", counters.lengths.percentile(0.99))
            json.number("max", counters.lengths.maximum)
            json.number("over_egress_mtu", counters.overEgressMTU)
        }
        json.number("rounds", rounds)
    }
}
