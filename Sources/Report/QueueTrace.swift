import Queues
import Receive
import Replay
import Synchronization

/// The writer of one queue's lines, on whatever thread feeds the queue.
final class QueueTrace: Sendable {
    private struct State {
        var follower: QueueFollower
        var lines = TraceLines()
    }

    private let state: Mutex<State>

    /// A writer for the queue of that number, whose first round has not begun.
    init(queue: Int) { state = Mutex(State(follower: QueueFollower(queue: queue))) }

    /// Writes what the queue has delivered in its current round.
    func follow(_ queue: ReceiveQueue) {
        state.withLock { state in
            while let step = state.follower.next(queue) {
                if case .delivered(let packet) = step { state.lines.append(packet) }
            }
        }
    }

    /// Hands out all lines that were not handed out yet, behind those of others that are left, whose memory is used again
    /// where none is.
    func moveLines(to lines: inout TraceLines) {
        state.withLock { state in
            if lines.isEmpty {
                lines.removeAll()
                swap(&state.lines, &lines)
            } else {
                lines.append(state.lines)
                state.lines.removeAll()
            }
        }
    }
}
