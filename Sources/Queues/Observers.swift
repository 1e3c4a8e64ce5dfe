/// What looks on at a queue: none of it changes what is delivered, so a run may leave it out.
public struct Observers: OptionSet, Sendable {
    /// One bit for each.
    public let rawValue: UInt8

    /// The observers of some bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// What the frames say of the capture (`CaptureStats`).
    public static let capture = Observers(rawValue: 1 << 0)
    /// How long packets are held (`HoldHistogram`).
    public static let holds = Observers(rawValue: 1 << 1)
    /// What becomes of each flow, and what keeps flows from merging (`FlowLedger`, `BottleneckMeter`).
    public static let flows = Observers(rawValue: 1 << 2)
    /// With a clock, what the latency of each packet is (`QueueTimes`).
    public static let latencies = Observers(rawValue: 1 << 3)
    /// Each of them.
    public static let all: Observers = [.capture, .holds, .flows, .latencies]
}
