import Frames
import Offload
import Receive
import Replay
import Synchronization

/// The command `trace`: a JSON line for each delivered packet, then a line with the counters.
///
/// Each queue writes its lines on its own thread; their order is that of the frames that caused them.
public struct Trace: ~Copyable {
    private var runner: ParallelRunner
    private let queues: [QueueTrace]
    private var lines: UInt64 = 0
    private var text: [UInt8] = []

    /// A trace of a source that has not begun, through a pipeline that keeps deliveries.
    public init(_ source: any FrameSource, _ pipeline: Pipeline, isConcurrent: Bool = true, chunkCapacity: Int = 1024) {
        runner = ParallelRunner(source, pipeline, isConcurrent: isConcurrent, chunkCapacity: chunkCapacity)
        queues = pipeline.queues.indices.map { QueueTrace(queue: $0) }
    }

    /// What ended the source early, if something did.
    public var failure: SourceError? { runner.run.failure }

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
        for (number, queue) in runner.run.pipeline.queues.enumerated() {
            queues[number].follow(queue)
            moveLines()
        }
        text += counters
        try write(text)
    }

    /// Moves the lines of all queues behind the text, in the order of the frames that caused them, each of which is in one
    /// queue.
    private mutating func moveLines() {
        let order = queues.enumerated().flatMap { number, queue in queue.causes.map { (cause: $0, queue: number) } }
        for (_, queue) in order.sorted(by: { $0.cause < $1.cause }) {
            text += TraceLine.beginning(lines).utf8
            queues[queue].moveLine(to: &text)
            lines += 1
        }
        for queue in queues { queue.forget() }
    }

    private var counters: [UInt8] {
        var json = JSONWriter()
        let counters = runner.run.pipeline.counters
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

/// The lines of one queue that were written but not handed out.
private final class QueueTrace: Sendable {
    private struct State {
        var follower: QueueFollower
        var json = JSONWriter()
        /// Where each line ends, and the frame that caused it.
        var lines: [(end: Int, cause: UInt64)] = []
        /// Lines and bytes that were handed out.
        var moved = (lines: 0, bytes: 0)
    }

    private let state: Mutex<State>

    init(queue: Int) { state = Mutex(State(follower: QueueFollower(queue: queue))) }

    /// Writes what the queue has delivered in the round at hand.
    func follow(_ queue: ReceiveQueue) {
        state.withLock { state in
            while let step = state.follower.next(queue.manager.log, round: queue.round) {
                guard case .delivered(let packet) = step else { continue }
                TraceLine(packet: packet).write(to: &state.json)
                state.lines.append((state.json.bytes.count, packet.delivery.cause))
            }
        }
    }

    /// The frames that caused the lines.
    var causes: [UInt64] { state.withLock { $0.lines.map(\.cause) } }

    /// Moves the next line behind `text`.
    func moveLine(to text: inout [UInt8]) {
        state.withLock { state in
            let end = state.lines[state.moved.lines].end
            text += state.json.bytes[state.moved.bytes..<end]
            state.moved = (state.moved.lines + 1, end)
        }
    }

    /// Forgets the lines, all of which were moved.
    func forget() {
        state.withLock { state in
            state.json.clear()
            state.lines.removeAll(keepingCapacity: true)
            state.moved = (0, 0)
        }
    }
}
