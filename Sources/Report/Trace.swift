import Frames
import Offload
import Parallel
import Receive
import Replay
import Synchronization

/// The command `trace`: a JSON line for each delivered packet, then a line with the counters.
///
/// Each queue writes its lines on its own thread; their order is that of the frames that caused them, or with a clock
/// that of their deliveries in time.
public struct Trace: ~Copyable {
    private var runner: ParallelRunner
    private let queues: [QueueTrace]
    /// The lines that each queue has handed out.
    private var written: [TraceLines]
    private var lines: UInt64 = 0
    private var text: [UInt8] = []

    /// A trace of a source that has not begun, through a pipeline that keeps deliveries.
    public init(_ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, chunkCapacity: Int = 1024) {
        runner = ParallelRunner(source, pipeline, isConcurrent: isConcurrent, chunkCapacity: chunkCapacity)
        queues = pipeline.queues.indices.map { QueueTrace(queue: $0) }
        written = queues.map { _ in TraceLines() }
    }

    /// The fault that ended the source early, if there was one.
    public var failure: SourceError? { runner.failure }

    /// Runs to the end, handing text to `write` in pieces, whole lines each.
    ///
    /// `isInterrupted` is asked now and then; true ends the trace with what was counted so far.
    public mutating func write(
        isInterrupted: () -> Bool = { false }, to write: ([UInt8]) throws -> Void
    ) rethrows {
        let queues = queues
        while runner.takeBatch(after: { queues[$0].follow($1) }) {
            // Nothing is delivered any more before the latest frame has arrived.
            moveLines(before: runner.pipeline.clock.map { UInt64(clamping: $0.time) } ?? .max)
            try write(text)
            text.removeAll(keepingCapacity: true)
            if isInterrupted() { runner.stop(after: { queues[$0].follow($1) }) }
        }
        for (number, queue) in runner.pipeline.queues.enumerated() { queues[number].follow(queue) }
        moveLines(before: .max)
        text += TraceCounters(runner.pipeline).line
        try write(text)
    }

    /// Moves the lines of all queues before a place in their order behind the text, those of one place by their queues.
    private mutating func moveLines(before end: UInt64) {
        for (number, queue) in queues.enumerated() { queue.moveLines(to: &written[number]) }
        let order = written.enumerated().flatMap { number, lines in
            lines.order(before: end).map { (place: $0, queue: number) }
        }
        let numbers = runner.numbers
        for (_, queue) in order.sorted(by: { ($0.place, $0.queue) < ($1.place, $1.queue) }) {
            written[queue].moveLine(lines, numbers, to: &text)
            lines += 1
        }
    }
}
