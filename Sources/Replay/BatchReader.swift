import Packet
import Receive
import Synchronization
import Traffic

/// Reads a source batch by batch, and steers the frames: on another thread than those that take them, if need be.
final class BatchReader: Sendable {
    /// A batch, and what was known when it was read.
    struct Batch: Sendable {
        var frames: FrameBatch
        var steered: SteeredBatch
        /// What all frames so far, these among them, say of the capture.
        var survey: Survey
        /// Whether the source has ended.
        var isLast = false
        /// What ended it early.
        var failure: SourceError?
    }

    private struct State {
        var source: any FrameSource
        var rss: RSS
        var batch: Batch
    }

    private let state: Mutex<State>

    /// A reader at the first frame of `source`.
    init(_ source: any FrameSource, _ pipeline: Pipeline, capacity: Int) {
        state = Mutex(State(source: source, rss: pipeline.steering, batch: Self.empty(pipeline, capacity: capacity)))
    }

    /// A batch without frames.
    static func empty(_ pipeline: Pipeline, capacity: Int) -> Batch {
        Batch(
            frames: FrameBatch(capacity: capacity), steered: SteeredBatch(queues: pipeline.queues.count),
            survey: Survey(mtu: pipeline.settings.offload.mtu))
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
            state.batch.steered.removeAll()
            for place in state.batch.frames.indices {
                state.batch.survey.see(state.batch.frames[place])
                state.batch.steered.append(queue: state.rss.steer(&state.batch.frames[place]))
            }
        }
    }

    /// Exchanges the batch that was read for one whose memory can be used again.
    func exchange(_ used: inout Batch) {
        state.withLock { state in
            // The next batch goes on from this one.
            (used.survey, used.isLast, used.failure) = (state.batch.survey, state.batch.isLast, state.batch.failure)
            swap(&used, &state.batch)
        }
    }
}
