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
        (one.sourceHigh ^ other.sourceHigh) | (one.sourceLow ^ other.sourceLow)
            | (one.destinationHigh ^ other.destinationHigh) | (one.destinationLow ^ other.destinationLow)
            | (one.rest ^ other.rest) == 0
    }

    /// The key mixed into 64 bits, for tables of flows.
    @inlinable @inline(__always)
    public var mixed: UInt64 {
        var hash = sourceLow &* 0x9e37_79b9_7f4a_7c15
        hash ^= (destinationLow &+ sourceHigh) &* 0xc2b2_ae3d_27d4_eb4f
        hash ^= (hash >> 29) &+ (rest &+ destinationHigh) &* 0x1656_67b1_9e37_79f9
        hash = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
        return hash ^ hash >> 32
    }

    /// The flow of a descriptor before anything was read: all zeros.
    @inlinable static var none: FlowKey { FlowKey(v4: 0, ports: 0) }

    /// The same flow in the other direction.
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
