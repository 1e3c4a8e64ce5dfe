import Glibc
import Offload
import Packet
import Receive
import Synchronization

/// Frames in numbered parts, which are got ready one after the other, and then lent to several threads.
public protocol PartSource: Sendable {
    /// Gets the next part ready in the hands of a thread, whose part before that is not wanted any more.
    ///
    /// - Parameters:
    ///   - number: The number of the part; the calls come in the order of these.
    ///   - thread: The number of the thread.
    /// - Returns: Whether there is such a part; if not, there is none behind it either.
    func prepare(_ number: Int, on thread: Int) -> Bool

    /// Lends the frames of the part that was got ready last on that thread, which has that number.
    func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void)
}

/// Threads that lead frames through a receive path.
///
/// A part of the frames stays in the hands of one thread, and so in the caches of one core: there it is read, steered and
/// led to the queues, one after the other, while other threads do the same with other parts. Parts take turns at reading
/// and at each of the queues, so what comes out is the same whatever the threads.
public final class Relay: Sendable {
    private let crew: Crew
    private let hands: [Hands]

    /// What a thread steers with; nobody else asks for it.
    private final class Hands: Sendable {
        let steered: Mutex<SteeredFrames>

        init(_ pipeline: Pipeline) { steered = Mutex(SteeredFrames(pipeline)) }
    }

    /// So many threads, or fewer where there are fewer cores, for pipelines that steer as this one.
    public init(_ pipeline: Pipeline, threads: Int) {
        // More would only wait for each other.
        crew = Crew(most: min(threads, pipeline.queues.count + 1))
        hands = (0..<crew.threads).map { _ in Hands(pipeline) }
    }

    deinit { crew.dismiss() }

    /// How many threads there are.
    public var threads: Int { crew.threads }

    /// Leads the next parts of `source`, up to `most` of them, to the queues of `pipeline`.
    ///
    /// - Parameters:
    ///   - most: How many parts are led at most.
    ///   - source: Where the parts come from.
    ///   - pipeline: A receive path that steers as the one of which the relay knows.
    ///   - after: See `LentQueues.take`; it is called on the thread that leads the frames.
    /// - Returns: How many parts there were.
    public func lead(
        _ most: Int, of source: some PartSource, through pipeline: inout Pipeline,
        after: (@Sendable (Int, ReceiveQueue) -> Void)? = nil
    ) -> Int {
        let leg = RelayLeg(parts: most, queues: pipeline.queues.count)
        pipeline.lendQueues { queues in
            crew.perform { thread in
                while let number = leg.begin({ source.prepare($0, on: thread) }) {
                    source.withFrames(of: number, on: thread) { frames in
                        lead(frames, number, on: thread, to: queues, leg, after)
                    }
                }
            }
            return leg.taken
        }
        return leg.count
    }

    /// Leads a part to one queue after the other.
    private func lead(
        _ frames: RawFrames, _ number: Int, on thread: Int, to queues: LentQueues, _ leg: RelayLeg,
        _ after: (@Sendable (Int, ReceiveQueue) -> Void)?
    ) {
        hands[thread].steered.withLock { steered in
            steered.steer(frames)
            for queue in queues.indices {
                leg.queues[queue].take(number) {
                    // No other thread has its turn.
                    unsafe queues.take(frames, steered, queue: queue, after: after)
                }
            }
        }
        if frames.count > 0 { leg.note(frames.count, last: frames.record(at: frames.count - 1).index) }
    }
}
