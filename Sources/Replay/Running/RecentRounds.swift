import Packet
import Queues
import Receive

/// The frames of the current rounds, and the rounds that ended, for somebody who looks back.
///
/// Bounded: the latest frames of each round, and the latest rounds.
public struct RecentRounds: Sendable {
    /// The most frames of a round that are kept.
    public static let frameLimit = 1024
    /// The most rounds that are kept.
    public static let roundLimit = 512

    /// The frames of each queue's round, the earliest first.
    public private(set) var frames: [[Descriptor]]
    /// The rounds that ended, the earliest first.
    public private(set) var rounds: [PastRound] = []

    /// The queue that was polled last, where there is a clock.
    private(set) var latestQueue: Int?

    /// Whether a setting was changed since the last round ended.
    private var isTuned = false

    /// No rounds of `queues` queues.
    public init(queues: Int) {
        frames = Array(repeating: [], count: queues)
    }

    /// Notes the frame that `queue` took last.
    mutating func note(_ frame: Descriptor, queue: Int, _ state: ReceiveQueue) {
        if state.framesInRound == 1 { frames[queue].removeAll(keepingCapacity: true) }
        if frames[queue].count == Self.frameLimit { frames[queue].removeFirst(Self.frameLimit / 2) }
        frames[queue].append(frame)
        if state.isRoundOver { note(PastRound(queue: queue, state)) }
    }

    /// Notes what a poll did at a queue.
    mutating func note(_ step: PollStep, queue: Int, _ state: ReceiveQueue) {
        latestQueue = queue
        switch step {
        case .took(let frame): note(frame, queue: queue, state)
        case .ended, .finished:
            if state.framesInRound == 0 { frames[queue].removeAll(keepingCapacity: true) }
            note(PastRound(queue: queue, state))
        }
    }

    /// Notes that a setting was changed.
    mutating func noteTuning() { isTuned = true }

    /// Notes that the round of `queue` has ended.
    mutating func noteRound(_ queue: Int, _ pipeline: Pipeline) {
        note(PastRound(queue: queue, pipeline.queues[queue]))
    }

    /// Notes a round that has ended.
    mutating func note(_ round: PastRound) {
        if rounds.count == Self.roundLimit * 2 { rounds.removeFirst(Self.roundLimit) }
        rounds.append(round)
        rounds[rounds.count - 1].isTuned = isTuned
        isTuned = false
    }

    /// Notes those of `taken`, which queues took together, that are in the current rounds.
    ///
    /// All frames of these rounds are kept then, if no round may have more than `frameLimit`.
    mutating func note(_ taken: RawFrames, _ steered: SteeredFrames, _ pipeline: Pipeline) {
        for queue in frames.indices {
            steered.withFrames(for: queue, of: taken) { taken in
                let round = pipeline.queues[queue].framesInRound
                if taken.count >= round { frames[queue].removeAll(keepingCapacity: true) }
                for place in max(0, taken.count - round)..<taken.count {
                    frames[queue].append(Descriptor())
                    taken.parse(place, into: &frames[queue][frames[queue].count - 1])
                }
            }
        }
    }

    /// The frame of that number in the round of `queue`, while it is kept.
    public func frame(_ index: UInt64, queue: Int) -> Descriptor? {
        frames[queue].last { $0.index == index }
    }
}
