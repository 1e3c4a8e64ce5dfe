import Timing

/// When made frames have arrived over their link: bursts come at the link's speed, and what is left of the time to a
/// rate lies between the bursts.
///
/// So a sender's NIC sends what TSO cuts, and waits for the next 64 kB.
struct LinkStamps: Sendable {
    private let rate: Rate
    /// What has gone over the link, in bits.
    private var gone: UInt64 = 0
    /// When the link is free again, in the time of a bit.
    private var free: UInt64 = 0

    /// Bits of 10 Gbit/s in a nanosecond.
    private static let speed: UInt64 = 10
    /// Behind so many nanoseconds, some 18 years, there are no gaps: the time goes on, and stays a number.
    private static let longest: Int64 = 1 << 59

    /// Stamps that come to `rate` in the long run, which the link can carry.
    init(_ rate: Rate) { self.rate = rate }

    /// When the next frame has arrived whole, in nanoseconds since the start.
    ///
    /// - Parameters:
    ///   - length: Its bytes.
    ///   - beginsBurst: Whether there may be a gap before it.
    /// - Returns: The time, which never goes back.
    mutating func next(length: Int, beginsBurst: Bool) -> Int64 {
        if beginsBurst {
            let due = min(rate.time(of: UInt128(gone)), Self.longest)
            free = max(free, UInt64(due) * Self.speed)
        }
        let bits = Wire.bits(of: length)
        gone += bits
        free += bits
        return Int64(free / Self.speed)
    }
}
