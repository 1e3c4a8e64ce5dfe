import Packet

/// The bytes that synthetic connections carry, with the sum of any stretch at hand.
///
/// What a segment carries depends on its place in the stream alone, so a retransmission brings the same
/// bytes as the original.
struct PayloadPattern: Sendable {
    /// The stream repeats itself after this many bytes.
    private static let period = 16_384
    /// The most bytes that a segment can carry.
    static let longest = 16_384

    /// One pattern for all connections.
    static let shared = PayloadPattern()

    private let bytes: [UInt8]
    /// The folded sum of all bytes before each place.
    private let sums: [UInt16]

    private init() {
        var random = RandomNumbers(seed: 0)
        let once = (0..<Self.period).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        bytes = once + once.prefix(Self.longest)
        var sum = Checksum()
        var sums: [UInt16] = [0]
        for (place, byte) in bytes.enumerated() {
            sum.add(place.isMultiple(of: 2) ? UInt16(byte) << 8 : UInt16(byte))
            sums.append(sum.folded)
        }
        self.sums = sums
    }

    /// The bytes from `offset` of a stream on.
    func stretch(at offset: UInt32, length: Int) -> ArraySlice<UInt8> {
        let start = Int(offset) % Self.period
        return bytes[start..<start + length]
    }

    /// What the bytes from `offset` of a stream on add to a checksum.
    func sum(at offset: UInt32, length: Int) -> Checksum {
        let start = Int(offset) % Self.period
        var whole = Checksum()
        whole.add(sums[start + length])
        var before = Checksum()
        before.add(sums[start])
        whole.subtract(before)
        var sum = Checksum()
        sum.add(whole, oddOffset: !start.isMultiple(of: 2))
        return sum
    }
}
