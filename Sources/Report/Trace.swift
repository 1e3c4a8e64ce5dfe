import Offload
import Receive
import Replay

/// The command `trace`: a JSON line for each delivered packet, then a line with the counters.
public struct Trace: Sendable {
    private var runner: Runner
    private var follower: DeliveryFollower
    private var lines: UInt64 = 0

    /// A trace of a run that has not begun; its pipeline must keep deliveries.
    public init(_ runner: Runner) {
        self.runner = runner
        follower = DeliveryFollower(queues: runner.pipeline.queues.count)
    }

    /// The run as it is now.
    public var run: Runner { runner }

    /// Runs to the end, handing text to `write` in pieces, whole lines each.
    ///
    /// `isInterrupted` is asked now and then; true ends the trace with what was counted so far.
    public mutating func write(
        isInterrupted: () -> Bool = { false }, to write: ([UInt8]) throws -> Void
    ) rethrows {
        var json = JSONWriter()
        while let queue = runner.takeFrame() {
            append(queue, to: &json)
            if json.bytes.count > 60_000 {
                try write(json.bytes)
                json.clear()
            }
            if runner.pipeline.received & 0xfff == 0, isInterrupted() { runner.stop() }
        }
        for queue in runner.pipeline.queues.indices { append(queue, to: &json) }
        appendCounters(to: &json)
        try write(json.bytes)
    }

    private mutating func append(_ queue: Int, to json: inout JSONWriter) {
        while let step = follower.next(runner.pipeline, queue: queue) {
            guard case .delivered(let packet) = step else { continue }
            TraceLine(number: lines, packet: packet).write(to: &json)
            lines += 1
        }
    }

    private func appendCounters(to json: inout JSONWriter) {
        let counters = runner.pipeline.counters
        json.object { json in
            json.number("aggregated", counters.aggregated)
            json.number("flushed", counters.flushed)
            json.number("no_desc", counters.noDesc)
            json.number("packets", counters.received)
            json.number("delivered", counters.delivered)
        }
        json.newline()
    }
}
