/// How the times of an interface are counted.
public struct PcapngClock: Sendable {
    /// The length of a tick in nanoseconds, where that is a whole number; else 0.
    @usableFromInline let tick: UInt64
    /// What is added, in nanoseconds.
    @usableFromInline let offset: Int64
    /// The resolution as files have it: a negative power of 10, or of 2 where the highest bit is set.
    private let resolution: UInt8

    /// A clock of a resolution as files have it, to whose time so many seconds are added.
    init(resolution: UInt8 = 6, offset: Int64 = 0) {
        self.resolution = resolution
        self.offset = offset &* 1_000_000_000
        tick = resolution <= 9 ? Self.power(of: 9 - resolution) : 0
    }

    /// The time that a count means, in nanoseconds since 1970; absurd times come out as some other time.
    @inlinable @inline(__always)
    public func nanoseconds(_ count: UInt64) -> Int64 {
        let time = tick != 0 ? count &* tick : fineNanoseconds(count)
        return Int64(truncatingIfNeeded: time) &+ offset
    }

    /// The nanoseconds of ticks that are shorter than one, or are binary fractions of a second.
    @usableFromInline
    func fineNanoseconds(_ count: UInt64) -> UInt64 {
        guard resolution & 0x80 != 0 else {
            return resolution - 9 > 19 ? 0 : count / Self.power(of: resolution - 9)
        }
        let bits = UInt64(resolution & 0x7f)
        // Shifts by the width or more give 0.
        let (seconds, fraction) = (count >> bits, bits < 64 ? count & ((1 << bits) - 1) : count)
        let (high, low) = fraction.multipliedFullWidth(by: 1_000_000_000)
        let rest = bits < 64 ? high << (64 - bits) | low >> bits : high >> (bits - 64)
        return seconds &* 1_000_000_000 &+ rest
    }

    private static func power(of exponent: UInt8) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power &* 10 } }
}
