import Packet
import Unmerge

/// What was seen of one end of the traffic: a MAC address, an IP address, or the capturing host at an interface.
struct EndTally: Sendable {
    /// Unicast TCP frames that it received.
    private(set) var received = 0
    /// Unicast TCP frames that it sent.
    private(set) var sent = 0
    /// TCP payload bytes that it received.
    private(set) var receivedPayload = 0
    /// TCP payload bytes that it sent.
    private(set) var sentPayload = 0
    /// Frames of any kind under 60 bytes that it sent: received ones are padded to that length on their wire.
    var short = 0
    /// IP addresses that it received for, with the payload of each; as many as there was room for.
    private(set) var addresses: [IPAddress: Int] = [:]
    /// TCP packets without payload that it sent, which nobody merges.
    private var bare = 0
    /// Those of them whose checksum is only the sum of the pseudo-header.
    private var incomplete = 0
    /// Packets that it sent with a TTL with which hosts begin.
    private var original = 0

    /// The most addresses of its own that a host has which does not forward.
    private static let ownAddresses = 8

    /// Frames that it has at one end.
    var frames: Int { received + sent }

    /// Whether it hands frames to a NIC that completes their checksums: most say so, where chance makes one of 65536.
    var leavesChecksums: Bool { incomplete > bare / 2 }

    /// Whether it receives for many, and does not send as the first hop.
    var forwards: Bool { addresses.count > Self.ownAddresses && original <= sent / 2 }

    /// Whether more than three quarters of the payload went out.
    var mostlySends: Bool { sentPayload > 3 * receivedPayload }

    /// The address that received most payload; of equals the one whose text comes first.
    var mainAddress: IPAddress? {
        addresses.max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }?.key
    }

    /// Notes a TCP packet that it received; `room` is how many more addresses may be noted, of all ends.
    mutating func receive(_ packet: TCPPacket, room: inout Int) {
        received += 1
        receivedPayload += packet.payloadLength
        let address = packet.flow.destination
        if let place = addresses.index(forKey: address) {
            addresses.values[place] += packet.payloadLength
        } else if room > 0 {
            room -= 1
            addresses[address] = packet.payloadLength
        }
    }

    /// Notes a TCP packet that it sent, and what is known of its checksum.
    mutating func send(_ packet: TCPPacket, isIncomplete: Bool, timeToLive: UInt8) {
        sent += 1
        sentPayload += packet.payloadLength
        if packet.payloadLength == 0 {
            bare += 1
            if isIncomplete { incomplete += 1 }
        }
        if [64, 128, 255].contains(timeToLive) { original += 1 }
    }
}
