/// A stretch of a flow's sequence numbers that a gap left out, as far as nothing came late to fill it.
public struct SequenceHole: Sendable {
    /// The first number of it.
    private var first: UInt32 = 0
    /// The number behind it, the same as the first when there is no hole.
    private var end: UInt32 = 0

    /// No hole.
    public init() {}

    /// What is missing before `sequence` where `expected` would have continued the flow.
    public init(from expected: UInt32, to sequence: UInt32) { (first, end) = (expected, sequence) }

    /// Takes the payload of a packet that lies behind what came before, and says whether some of it was missing.
    ///
    /// Of a hole that it cuts in two, the larger part stays.
    public mutating func fill(_ sequence: UInt32, payload: Int) -> Bool {
        // Both ends are counted from the first number of the hole, which payload may lie before.
        let size = Int(end &- first)
        let start = Int(sequence.distance(after: first))
        let (low, high) = (max(0, start), min(size, start + payload))
        guard low < high else { return false }
        if low > size - high {
            end = first &+ UInt32(truncatingIfNeeded: low)
        } else {
            first &+= UInt32(truncatingIfNeeded: high)
        }
        return true
    }
}
