/// What tells one flow from another: the TCP 4-tuple, and the VLAN it travels in.
///
/// Two frames of one connection in different VLANs are different flows; a priority tag (VLAN 0) is
/// the same as none. Frames in other encapsulations share `encapsulatedVLAN`, which no session has.
public struct FlowKey: Hashable, Sendable {
    // Five words, so that flows are compared and hashed at once.
    @usableFromInline var sourceHigh: UInt64
    @usableFromInline var sourceLow: UInt64
    @usableFromInline var destinationHigh: UInt64
    @usableFromInline var destinationLow: UInt64
    /// Source port, destination port, VLAN, and two bits that say which address is IPv6, from the highest bit on.
    @usableFromInline var rest: UInt64

    /// A VLAN value that no tag can carry: the packet is inside PPPoE, MPLS, or other tags.
    public static let encapsulatedVLAN: UInt16 = 0xffff

    /// A flow from its parts.
    @inlinable @inline(__always)
    public init(
        source: IPAddress, destination: IPAddress, sourcePort: UInt16, destinationPort: UInt16, vlan: UInt16 = 0
    ) {
        (sourceHigh, sourceLow) = (source.high, source.low)
        (destinationHigh, destinationLow) = (destination.high, destination.low)
        rest =
            UInt64(sourcePort) << 48 | UInt64(destinationPort) << 32 | UInt64(vlan) << 16
            | (source.isIPv6 ? 1 : 0) | (destination.isIPv6 ? 2 : 0)
    }

    /// An IPv4 flow without a VLAN, from the words of its headers: both addresses in one, both ports in another.
    @inlinable @inline(__always)
    init(v4 addresses: UInt64, ports: UInt32) {
        (sourceHigh, sourceLow) = (0, addresses >> 32)
        (destinationHigh, destinationLow) = (0, addresses & 0xffff_ffff)
        rest = UInt64(ports) << 32
    }

    /// Where the packet comes from.
    @inlinable @inline(__always)
    public var source: IPAddress {
        get { rest & 1 == 0 ? IPAddress(v4: UInt32(sourceLow)) : IPAddress(high: sourceHigh, low: sourceLow) }
        set {
            (sourceHigh, sourceLow) = (newValue.high, newValue.low)
            rest = rest & ~1 | (newValue.isIPv6 ? 1 : 0)
        }
    }

    /// Where the packet goes.
    @inlinable @inline(__always)
    public var destination: IPAddress {
        get {
            rest & 2 == 0
                ? IPAddress(v4: UInt32(destinationLow)) : IPAddress(high: destinationHigh, low: destinationLow)
        }
        set {
            (destinationHigh, destinationLow) = (newValue.high, newValue.low)
            rest = rest & ~2 | (newValue.isIPv6 ? 2 : 0)
        }
    }

    /// The source port, 0 when the packet has none that can be read.
    @inlinable @inline(__always)
    public var sourcePort: UInt16 {
        get { UInt16(truncatingIfNeeded: rest >> 48) }
        set { rest = rest & ~(0xffff << 48) | UInt64(newValue) << 48 }
    }

    /// The destination port, 0 when the packet has none that can be read.
    @inlinable @inline(__always)
    public var destinationPort: UInt16 {
        get { UInt16(truncatingIfNeeded: rest >> 32) }
        set { rest = rest & ~(0xffff << 32) | UInt64(newValue) << 32 }
    }

    /// The VLAN id of a single 802.1Q tag, 0 without one, or `encapsulatedVLAN`.
    @inlinable @inline(__always)
    public var vlan: UInt16 {
        get { UInt16(truncatingIfNeeded: rest >> 16) }
        set { rest = rest & ~(0xffff << 16) | UInt64(newValue) << 16 }
    }

    /// Whether the addresses are IPv6.
    @inlinable @inline(__always)
    public var isIPv6: Bool { rest & 1 == 1 }

    /// Whether two flows are the same.
    @inlinable @inline(__always)
    public static func == (one: FlowKey, other: FlowKey) -> Bool {
        // Most flows differ in their ports.
        one.rest == other.rest && one.difference(from: other) == 0
    }

    /// The bits in which two flows differ, laid over each other: 0 where they are the same.
    @inlinable @inline(__always)
    public func difference(from other: FlowKey) -> UInt64 {
        (sourceHigh ^ other.sourceHigh) | (sourceLow ^ other.sourceLow) | (destinationHigh ^ other.destinationHigh)
            | (destinationLow ^ other.destinationLow) | (rest ^ other.rest)
    }

    /// The key mixed into 64 bits, for tables of flows: products of its words in 128 bits, folded, as wyhash does it.
    @inlinable @inline(__always)
    public var mixed: UInt64 {
        var addresses = (sourceLow << 32 | sourceLow >> 32) ^ destinationLow
        if rest & 3 != 0 {
            addresses =
                Self.folded(sourceLow ^ 0x8ebc_6af0_9c88_c6e3, destinationLow ^ 0x5899_65cc_7537_4cc3)
                ^ Self.folded(sourceHigh ^ 0x1d8e_4e27_c47d_124f, destinationHigh ^ 0xeb44_acca_b455_d165)
        }
        return Self.folded(addresses ^ 0xa076_1d64_78bd_642f, rest ^ 0xe703_7ed1_a0b4_28db)
    }

    @inlinable @inline(__always)
    static func folded(_ one: UInt64, _ other: UInt64) -> UInt64 {
        let product = one.multipliedFullWidth(by: other)
        return product.high ^ product.low
    }

    /// The flow of a descriptor before anything was read: all zeros.
    @inlinable static var none: FlowKey { FlowKey(v4: 0, ports: 0) }

    /// The flow of the packets in the other direction.
    public var reversed: FlowKey {
        FlowKey(
            source: destination, destination: source, sourcePort: destinationPort, destinationPort: sourcePort,
            vlan: vlan)
    }
}

extension FlowKey: CustomStringConvertible {
    /// `10.0.0.1:40112 → 10.0.0.2:5201`, with the VLAN behind it when there is one.
    public var description: String {
        let from = Self.endpoint(source, sourcePort)
        let to = Self.endpoint(destination, destinationPort)
        return switch vlan {
        case 0: "\(from) → \(to)"
        case Self.encapsulatedVLAN: "\(from) → \(to) encapsulated"
        default: "\(from) → \(to) vlan \(vlan)"
        }
    }

    /// An address and port, the address in brackets where it has colons itself (RFC 5952, 6).
    public static func endpoint(_ address: IPAddress, _ port: UInt16) -> String {
        address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
