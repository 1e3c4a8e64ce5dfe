import Packet

/// The TCP packets that a suggested filter keeps.
public enum FilterTarget: Hashable, Sendable {
    /// What the host with that address received.
    case destination(IPAddress)
    /// What came to that port.
    case destinationPort(UInt16)
    /// What came from that port.
    case sourcePort(UInt16)

    /// Whether a packet of that flow is kept.
    func keeps(_ flow: FlowKey) -> Bool {
        switch self {
        case .destination(let address): flow.destination == address
        case .destinationPort(let port): flow.destinationPort == port
        case .sourcePort(let port): flow.sourcePort == port
        }
    }

    /// The test as tcpdump has it, for packets that it finds.
    var primitive: String {
        switch self {
        case .destination(let address): "dst host \(address)"
        case .destinationPort(let port): "dst port \(port)"
        case .sourcePort(let port): "src port \(port)"
        }
    }

    /// The test by bytes, for packets whose IP header begins at `start`; nil where no packet of that kind is kept.
    func test(isIPv6: Bool, at start: Int) -> String? {
        switch self {
        case .destination(let address):
            guard address.isIPv6 == isIPv6 else { return nil }
            guard isIPv6 else { return Self.word(at: start + 16, UInt32(truncatingIfNeeded: address.low)) }
            return [address.high >> 32, address.high, address.low >> 32, address.low].enumerated()
                .map { Self.word(at: start + 24 + 4 * $0.offset, UInt32(truncatingIfNeeded: $0.element)) }
                .joined(separator: " and ")
        case .destinationPort(let port): return Self.port(port, offset: 2, isIPv6: isIPv6, at: start)
        case .sourcePort(let port): return Self.port(port, offset: 0, isIPv6: isIPv6, at: start)
        }
    }

    private static func word(at place: Int, _ word: UInt32) -> String {
        "link[\(place):4] = 0x\(String(word, radix: 16))"
    }

    /// The test of a TCP port: of first fragments, and of IPv6 packets without extension headers.
    private static func port(_ port: UInt16, offset: Int, isIPv6: Bool, at start: Int) -> String {
        guard !isIPv6 else { return "link[\(start + 6)] = 6 and link[\(start + 40 + offset):2] = \(port)" }
        return "link[\(start + 9)] = 6 and link[\(start + 6):2] & 0x1fff = 0 "
            + "and link[\(start + offset) + ((link[\(start)] & 15) << 2):2] = \(port)"
    }
}
