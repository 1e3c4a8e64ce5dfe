/// What tells one flow from another: the TCP 4-tuple, and the VLAN it travels in.
///
/// Two frames of one connection in different VLANs are different flows; a priority tag (VLAN 0) is
/// the same as none. Frames in other encapsulations share `encapsulatedVLAN`, which no session has.
public struct FlowKey: Hashable, Sendable {
    /// Where the packet comes from.
    public var source: IPAddress
    /// Where the packet goes.
    public var destination: IPAddress
    /// The source port, 0 when the packet has none that can be read.
    public var sourcePort: UInt16
    /// The destination port, 0 when the packet has none that can be read.
    public var destinationPort: UInt16
    /// The VLAN id of a single 802.1Q tag, 0 without one, or `encapsulatedVLAN`.
    public var vlan: UInt16

    /// A VLAN value that no tag can carry: the packet is inside PPPoE, MPLS, or other tags.
    public static let encapsulatedVLAN: UInt16 = 0xffff

    /// A flow from its parts.
    @inline(__always)
    public init(
        source: IPAddress, destination: IPAddress, sourcePort: UInt16, destinationPort: UInt16, vlan: UInt16 = 0
    ) {
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        self.vlan = vlan
    }

    /// The flow of a descriptor before anything was read: all zeros.
    static let none = FlowKey(
        source: IPAddress(v4: 0), destination: IPAddress(v4: 0), sourcePort: 0, destinationPort: 0)

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
