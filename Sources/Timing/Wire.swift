/// What a frame takes up on an Ethernet wire.
public enum Wire {
    /// Bits of a frame of so many bytes: padded to 60, with FCS (4), preamble (8) and the gap to the next (12).
    @inlinable
    public static func bits(of length: Int) -> UInt64 { 8 * UInt64(max(length, 60) + 24) }
}
