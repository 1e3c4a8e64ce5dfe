import Packet
import Queues
import Receive

/// A run in time: what polls take and end, they tell those who look back.
extension Runner {
    /// Lets the frame arrive by the clock, after all that happens before.
    mutating func takeInTime(_ observer: PollObserver?) -> Int {
        withPollObserver(observer) { pipeline, observer, descriptor in
            pipeline.takeInTime(&descriptor, observer: observer)
        }
    }

    /// Calls `body` with whoever looks on, and who notes what polls take, if the recent rounds are kept.
    mutating func withPollObserver<Result>(
        _ other: PollObserver?, _ body: (inout Pipeline, PollObserver?, inout Descriptor) -> Result
    ) -> Result {
        // Handed over, not copied: polls write to it while the pipeline changes.
        guard var recent = recentRounds.take() else { return body(&pipeline, other, &descriptor) }
        defer { recentRounds = recent }
        let observer: PollObserver = { step, number, queue in
            recent.note(step, queue: number, queue)
            other?(step, number, queue)
        }
        return body(&pipeline, observer, &descriptor)
    }

    /// Whether the frame that `queue` took last ended a round: with a clock whether any round has ended since there were
    /// so many.
    func hasEndedRound(_ queue: Int, since rounds: UInt64) -> Bool {
        pipeline.clock == nil ? pipeline.queues[queue].isRoundOver : pipeline.rounds > rounds
    }
}
