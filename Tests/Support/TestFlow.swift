import Packet

/// The flows of the notation: `A` to `Z` from one host to another, an apostrophe for the other direction.
struct TestFlow {
    private let number: UInt16
    private let isReversed: Bool

    init?(_ name: Substring) {
        guard let letter = name.utf8.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter),
            name.dropFirst().isEmpty || name.dropFirst() == "'"
        else { return nil }
        number = UInt16(letter - UInt8(ascii: "A"))
        isReversed = name.count == 2
    }

    func key(isIPv6: Bool) -> FlowKey {
        let hosts: [IPAddress] =
            isIPv6
            ? [1, 2].map { IPAddress(high: 0x2001_0db8_0000_0000, low: $0) }
            : [1, 2].map { IPAddress(v4: 0x0a00_0000 | $0) }
        let key = FlowKey(
            source: hosts[0], destination: hosts[1], sourcePort: 40_000 + number, destinationPort: 5201)
        return isReversed ? key.reversed : key
    }

    /// The bytes of a flow's stream, which only its ports and the sequence number decide.
    static func stream(_ flow: FlowKey, from sequence: UInt32, count: Int) -> [UInt8] {
        (0..<UInt32(count)).map { offset in
            let place = (sequence &+ offset) &* 0x9e37_79b1 &+ UInt32(flow.sourcePort) &* 0x85eb_ca6b
            return UInt8(truncatingIfNeeded: place >> 19)
        }
    }
}
