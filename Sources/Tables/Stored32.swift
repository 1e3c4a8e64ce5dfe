/// A number from 0 to 4294967295 in four bytes, where many of them are kept; of what is set the lowest bits are.
@propertyWrapper
public struct Stored32: Sendable {
    @usableFromInline var bits: UInt32

    /// The number.
    @inlinable @inline(__always)
    public var wrappedValue: Int {
        get { Int(bits) }
        set { bits = UInt32(truncatingIfNeeded: newValue) }
    }

    /// Keeps a number.
    @inlinable @inline(__always)
    public init(wrappedValue: Int) { bits = UInt32(truncatingIfNeeded: wrappedValue) }
}
