import Frames
import Packet
import Synchronization

/// The owner of a source, which it reads chunk by chunk, on the threads that feed the chunks.
final class ChunkReader: ChunkSource {
    private struct State {
        var source: any FrameSource
        /// Whether the source has ended.
        var isOver = false
        /// What ended it early.
        var failure: SourceError?
    }

    /// The chunk of a thread; nobody else asks for it.
    private final class Chunk: Sendable {
        let frames: Mutex<FrameBatch>

        init(capacity: Int) { frames = Mutex(FrameBatch(capacity: capacity)) }
    }

    private let state: Mutex<State>
    private let chunks: [Chunk]

    /// A reader at the first frame of `source`, for so many threads.
    init(_ source: any FrameSource, capacity: Int, threads: Int) {
        state = Mutex(State(source: source))
        chunks = (0..<threads).map { _ in Chunk(capacity: capacity) }
    }

    /// The facts about the source.
    var facts: SourceFacts { state.withLock { $0.source.facts } }

    /// The numbers in the capture of the packets that were read.
    var numbers: FrameNumbers? { state.withLock { $0.source.numbers } }

    /// What un-merge knows of the flows, nil where nothing was cut.
    var flowAccounts: FlowAccounts? { state.withLock { $0.source.flowAccounts } }

    /// The first packets of so many frames of the source once more; nil where there is no way back.
    func firstFrames(_ count: Int) -> (any FrameSource)? { state.withLock { $0.source.firstFrames(count) } }

    /// The source at its first packet once more, where it holds packets that were merged before the capture; else nil.
    var mergedSource: (any FrameSource)? { state.withLock { $0.source.mergedFromTheStart } }

    /// How much of the source was read, from 0 to 1, or nil where no end is known.
    var progress: Double? { state.withLock { $0.source.progress } }

    /// What the source reads before its next frame.
    var secondReading: SecondReading? { state.withLock { $0.source.secondReading } }

    /// The fault that ended the source early, if there was one.
    var failure: SourceError? { state.withLock { $0.failure } }

    /// Whether the source has begun anew: it can be read on then, and all before is void.
    func goesOnAnew() -> Bool {
        state.withLock { state in
            guard state.failure?.kind == .beginsAnew else { return false }
            (state.isOver, state.failure) = (false, nil)
            return true
        }
    }

    func prepare(_ number: Int, on thread: Int) -> Bool {
        state.withLock { state in
            guard !state.isOver else { return false }
            do throws(SourceError) {
                state.isOver = try !chunks[thread].frames.withLock { (frames) throws(SourceError) in
                    try state.source.read(into: &frames)
                }
            } catch {
                (state.isOver, state.failure) = (true, error)
            }
            return !state.isOver
        }
    }

    func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void) {
        chunks[thread].frames.withLock { $0.withRawFrames(body) }
    }
}
