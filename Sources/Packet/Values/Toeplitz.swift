/// The Toeplitz hash that NICs use for receive-side scaling, one table look-up a byte.
///
/// For each bit of the input that is set, the 32 key bits that begin there are added without carry.
public struct Toeplitz: Sendable {
    /// The key that Microsoft published with its verification vectors, 40 bytes; the default of several drivers.
    public static let defaultKey: [UInt8] = [
        0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67, 0x25, 0x3d, 0x43, 0xa3, 0x8f, 0xb0, 0xd0, 0xca,
        0x2b, 0xcb, 0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3, 0x80, 0x30, 0xf2, 0x0c, 0x6a, 0x42, 0xb7, 0x3b,
        0xbe, 0xac, 0x01, 0xfa,
    ]

    /// The longest input: two IPv6 addresses and two ports.
    private static let inputLength = 36

    /// For each place of the input and each value of the byte there, what it adds to the hash.
    private let tables: [UInt32]

    /// A hash with the given key of at least 40 bytes; shorter keys count as ending in zeros.
    public init(key: [UInt8] = Toeplitz.defaultKey) {
        var tables = [UInt32](repeating: 0, count: Self.inputLength * 256)
        for place in 0..<Self.inputLength {
            let windows = (0..<8).map { Self.window(key, at: place * 8 + $0) }
            for value in 1..<256 {
                // What the value without its lowest bit adds, and that bit.
                let rest = tables[place * 256 + (value & (value - 1))]
                tables[place * 256 + value] = rest ^ windows[7 - value.trailingZeroBitCount]
            }
        }
        self.tables = tables
    }

    /// The 32 key bits from `bit` on.
    private static func window(_ key: [UInt8], at bit: Int) -> UInt32 {
        (0..<32).reduce(0) { word, offset in
            let place = bit + offset
            let isSet = place / 8 < key.count && key[place / 8] & (0x80 >> UInt8(place % 8)) != 0
            return word << 1 | (isSet ? 1 : 0)
        }
    }

    /// The hash of a packet's addresses, and its ports where `withPorts`, in network byte order.
    public func hash(_ flow: FlowKey, withPorts: Bool) -> UInt32 {
        var hash: UInt32 = 0
        var place = 0
        add(flow.source, to: &hash, at: &place)
        add(flow.destination, to: &hash, at: &place)
        if withPorts { add(UInt32(flow.sourcePort) << 16 | UInt32(flow.destinationPort), to: &hash, at: &place) }
        return hash
    }

    @inline(__always)
    private func add(_ address: IPAddress, to hash: inout UInt32, at place: inout Int) {
        if address.isIPv6 {
            add(UInt32(truncatingIfNeeded: address.high >> 32), to: &hash, at: &place)
            add(UInt32(truncatingIfNeeded: address.high), to: &hash, at: &place)
            add(UInt32(truncatingIfNeeded: address.low >> 32), to: &hash, at: &place)
        }
        add(UInt32(truncatingIfNeeded: address.low), to: &hash, at: &place)
    }

    @inline(__always)
    private func add(_ word: UInt32, to hash: inout UInt32, at place: inout Int) {
        hash ^= tables[place * 256 + Int(word >> 24)]
        hash ^= tables[(place + 1) * 256 + Int(word >> 16 & 0xff)]
        hash ^= tables[(place + 2) * 256 + Int(word >> 8 & 0xff)]
        hash ^= tables[(place + 3) * 256 + Int(word & 0xff)]
        place += 4
    }
}
