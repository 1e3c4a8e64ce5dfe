import Frames
import Offload
import Parallel
import Receive
import Replay
import Synchronization

/// The command `trace`: a JSON line for each delivered packet, then a line with the counters.
///
/// Each queue writes its lines on its own thread; their order is that of the frames that caused them.
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
            moveLines()
            try write(text)
            text.removeAll(keepingCapacity: true)
            if isInterrupted() { runner.stop() }
        }
        for (number, queue) in runner.pipeline.queues.enumerated() {
            queues[number].follow(queue)
            moveLines()
        }
        text += counters
        try write(text)
    }

    /// Moves the lines of all queues behind the text, in the order of the frames that caused them, each of which is in
    /// one queue.
    private mutating func moveLines() {
        for (number, queue) in queues.enumerated() { queue.swapLines(with: &written[number]) }
        let order = written.enumerated().flatMap { number, lines in
            lines.causes.map { (cause: $0, queue: number) }
        }
        let numbers = runner.numbers
        for (_, queue) in order.sorted(by: { $0.cause < $1.cause }) {
            written[queue].moveLine(lines, numbers, to: &text)
            lines += 1
        }
    }

    private var counters: [UInt8] {
        var json = JSONWriter()
        let counters = runner.pipeline.counters
        json.object { json in
            json.number("aggregated", counters.aggregated)
            json.number("flushed", counters.flushed)
            json.number("no_desc", counters.noDesc)
            json.number("packets", counters.received)
            json.number("delivered", counters.delivered)
        }
        json.newline()
        return json.bytes
    }
}
