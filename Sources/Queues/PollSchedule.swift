import Offload
import Settings

/// When the poll rounds of a queue end.
public enum PollSchedule: Equatable, Sendable {
    /// A saturated link: there is always a next frame, so a round is the queue's next `budget` frames, of any kind.
    case backlog(budget: Int)
    /// A round is what a CPU takes in one poll: the clock ends it.
    case clock

    /// The schedule that settings ask for.
    init(_ settings: ReceiveSettings) {
        self = settings.clock.arrivals == .backlog ? .backlog(budget: settings.budget) : .clock
    }

    /// Why a round that took so many frames ends, or nil where it goes on.
    @inline(__always)
    func end(after frames: Int) -> Reason? {
        switch self {
        case .backlog(let budget): frames >= budget ? .pollEnd : nil
        case .clock: nil
        }
    }

    /// How many frames a round that took so many may take before it is asked again whether it ends; at least one.
    @inline(__always)
    func framesLeft(after frames: Int) -> Int {
        switch self {
        case .backlog(let budget): max(1, budget - frames)
        case .clock: .max
        }
    }
}
