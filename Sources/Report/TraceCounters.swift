import Receive

/// The last line of a trace: what was counted.
struct TraceCounters {
    private let pipeline: Pipeline

    init(_ pipeline: Pipeline) { self.pipeline = pipeline }

    /// The line.
    var line: [UInt8] {
        var json = JSONWriter()
        let counters = pipeline.counters
        json.object { json in
            json.number("aggregated", counters.aggregated)
            json.number("flushed", counters.flushed)
            json.number("no_desc", counters.noDesc)
            json.number("packets", counters.received)
            json.number("delivered", counters.delivered)
            if let clock = pipeline.clock { json.clock(ClockFigures(clock)) }
        }
        json.newline()
        return json.bytes
    }
}
