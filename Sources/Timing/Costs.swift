/// What the CPU needs for the receive path, in whole nanoseconds, and for a byte in picoseconds.
public struct Costs: Equatable, Sendable {
    /// An interrupt, a timer's included.
    public var interrupt: Int64
    /// The start of a poll.
    public var poll: Int64
    /// A frame that is taken.
    public var frame: Int64
    /// An skb that is allocated.
    public var skb: Int64
    /// A packet that is delivered.
    public var delivery: Int64
    /// A byte of a frame, in picoseconds.
    public var bytePicoseconds: Int64
    /// What they are called: by name or file.
    public var name = "none"
    /// Where the numbers are from.
    public var note: String

    /// An infinitely fast CPU.
    public static let none = Costs()

    /// Costs from their parts.
    public init(
        interrupt: Int64 = 0, poll: Int64 = 0, frame: Int64 = 0, skb: Int64 = 0, delivery: Int64 = 0,
        bytePicoseconds: Int64 = 0, note: String = ""
    ) {
        (self.interrupt, self.poll, self.frame) = (interrupt, poll, frame)
        (self.skb, self.delivery, self.bytePicoseconds) = (skb, delivery, bytePicoseconds)
        self.note = note
    }

    /// What the bytes of a frame cost, rounded down to nanoseconds.
    public func bytes(_ length: Int) -> Int64 { Int64(length) * bytePicoseconds / 1_000 }
}
