import Offload
import Receive
import Replay
import Snapshots
import Timing

extension Snapshot {
    /// The snapshot as one JSON object and a newline, UTF-8: where the run is, its settings, its totals, the queues,
    /// the flows, the warnings, the rows of the table, and the events of the active queue's round.
    ///
    /// Behind them stands the timeline that was asked for, if one was. What a report has too has its keys.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("source", run.source.name)
            json.number("packet", counters.received)
            json.number("rounds", run.rounds)
            json.decimal("seconds", run.elapsed)
            json.bool("ended", run.isOver)
            json.options(run.settings, run.source)
            json.knobs(run.knobLog)
            json.object("totals") { json in
                json.counters(counters)
                if let clock = run.clock {
                    if let latency = tallies.map({ LatencyTally($0) }) { json.latency(latency) }
                    json.clock(clock)
                } else {
                    json.hold(p50: run.hold.p50, p99: run.hold.p99, max: run.hold.max)
                }
            }
            json.reasons(counters)
            if let clock = run.clock { json.cpus(clock) }
            json.array("queues") { json in
                for queue in run.queues {
                    json.object { json in
                        json.number("queue", queue.number)
                        json.number("round", queue.round)
                        json.number("open", queue.open)
                        json.number("peak", queue.peak)
                        json.object("totals") { json in
                            json.counters(queue.counters)
                            if let tallies { json.latency(tallies[queue.number]) }
                        }
                        json.reasons(queue.counters)
                    }
                }
            }
            json.flows(flows ?? [], run.flowAccounts, flowLatencies)
            json.warnings(warnings, run.source, run.settings)
            json.bottleneck(bottleneck)
            json.array(table.content == .sessions ? "sessions" : "rows") { json in
                for row in table.rows { row.write(&json) }
            }
            json.array("events") { json in
                for view in run.events {
                    json.object { json in
                        json.number("packet", view.event.frame)
                        json.frame("frame", view.number)
                        json.string("text", view.sentence)
                    }
                }
            }
            if let timeline { json.timeline(timeline, run.numbers) }
        }
        json.newline()
        return json.bytes
    }
}

extension TableRow {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object { json in
            json.number("queue", queue)
            json.number("slot", slot)
            json.string("flow", flow?.description)
            json.number("packets", packets)
            json.number("payload_bytes", bytes)
            json.bool("open", isOpen)
            json.string("flushed", flushed?.id)
            json.number("next_sequence", nextSequence)
            if let latency { json.latency(latency) }
        }
    }
}
