/// What the receive path is set up with in time, but for what can be turned while it runs.
public struct ClockSettings: Equatable, Sendable {
    /// When frames arrive; with `backlog` there is no clock, and nothing else here decides anything.
    public var arrivals = Arrivals.backlog
    /// When they do once somebody wants a clock where there is none.
    public var arrivalsInTime = Arrivals.asRecorded
    /// Frames that wait in a queue's ring, at most.
    public var ring = 512
    /// How interrupts are put off.
    public var moderation = Moderation.timer
    /// CPUs that poll, queue `q` on CPU `q mod cpus`; as many as queues where nil.
    public var cpus: Int?
    /// What they need.
    public var costs = Costs.none
    /// Jiffies of a second, which the policy `kernel` counts in.
    public var hz = 250

    /// The defaults.
    public init() {}

    /// Whether there is a clock.
    public var isInForce: Bool { arrivals != .backlog }

    /// The same with a clock where there is none, and without where there is one.
    public var toggled: ClockSettings {
        var other = self
        if isInForce {
            (other.arrivals, other.arrivalsInTime) = (.backlog, arrivals)
        } else {
            other.arrivals = arrivalsInTime
        }
        return other
    }
}
