import Synchronization
import Traffic

/// Reads a source batch by batch: on another thread than those that take the frames, if need be.
final class BatchReader: Sendable {
    /// Frames as they were captured, and how the source ended, if they are the last.
    struct Batch: Sendable {
        var frames: FrameBatch
        /// Whether the source has ended; there are no frames then.
        var isLast = false
        /// What ended it early.
        var failure: SourceError?

        /// A batch without frames.
        init(capacity: Int) { frames = FrameBatch(capacity: capacity, content: .raw) }
    }

    private struct State {
        var source: any FrameSource
        var batch: Batch
    }

    private let state: Mutex<State>

    /// A reader at the first frame of `source`.
    init(_ source: any FrameSource, capacity: Int) {
        state = Mutex(State(source: source, batch: Batch(capacity: capacity)))
    }

    /// Reads the next batch; behind the end there is none.
    func read() {
        state.withLock { state in
            guard !state.batch.isLast else { return }
            do throws(SourceError) {
                state.batch.isLast = try !state.source.read(into: &state.batch.frames)
            } catch {
                state.batch.isLast = true
                state.batch.failure = error
                state.batch.frames.removeAll()
            }
        }
    }

    /// Exchanges the batch that was read for one whose memory can be used again.
    func exchange(_ used: inout Batch) {
        state.withLock { state in
            // Behind the end it stays the end.
            (used.isLast, used.failure) = (state.batch.isLast, state.batch.failure)
            swap(&used, &state.batch)
        }
    }
}
