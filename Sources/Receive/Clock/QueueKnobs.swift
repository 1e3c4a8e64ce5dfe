import Offload
import Settings
import Timing

/// What can be turned of a queue in time while it runs.
struct QueueKnobs: Equatable, Sendable {
    /// Frames that a poll takes, at most.
    var budget: Int
    /// What is flushed when a poll takes nothing more.
    var policy: FlushPolicy
    /// What puts interrupts off.
    var interrupt: InterruptState.Knobs
    /// Whether an skb is made for each frame, and not for each delivery.
    var allocatesPerFrame: Bool

    init(_ settings: ReceiveSettings) {
        budget = settings.budget
        policy = settings.flushPolicy
        interrupt = InterruptState.Knobs(wait: Int64(settings.rxUsecs) * 1_000, frames: settings.rxFrames)
        allocatesPerFrame = settings.offload.mode == .skb
    }

    /// What it costs to take a frame of so many bytes.
    func frameCost(_ costs: Costs, length: Int) -> Int64 {
        costs.frame + (allocatesPerFrame ? costs.skb : 0) + costs.bytes(length)
    }

    /// What it costs to deliver a packet.
    func deliveryCost(_ costs: Costs) -> Int64 { costs.delivery + (allocatesPerFrame ? 0 : costs.skb) }
}
