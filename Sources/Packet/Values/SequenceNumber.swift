/// TCP's 32-bit circular arithmetic: numbers are compared by their signed distance (RFC 9293, 3.4).
///
/// Sequence and acknowledgment numbers and timestamp values stay plain `UInt32`; these are the
/// comparisons that survive the wrap.
extension UInt32 {
    /// How far `self` lies after `other` on the circle; negative when it lies before.
    @inlinable @inline(__always)
    public func distance(after other: UInt32) -> Int32 {
        Int32(bitPattern: self &- other)
    }

    /// Whether `self` lies before `other` on the circle.
    @inlinable @inline(__always)
    public func precedes(_ other: UInt32) -> Bool {
        distance(after: other) < 0
    }
}
