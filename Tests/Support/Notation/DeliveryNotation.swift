import Offload
import Packet
import Receive
import Replay

/// Deliveries in one line: `0+1+2 poll-end`, then the fields that an expectation names.
///
/// Fields: `len seq ack win urgent flags ttl tos id tsval tsecr` of the delivered headers (flags as tcpdump writes
/// them; `len ttl tos` of IPv6 are the length with its header, the hop limit and the traffic class),
/// `payload gso queue round slot cause held`, and for the checksums over the real payload `sums=right`, `partial` (the
/// TCP field holds the pseudo header's sum) or `wrong`. Four frames or more in a row are `0-44`.
enum DeliveryNotation {
    /// The line of `packet` with the fields that `expected` has.
    static func line(_ packet: DeliveredPacket, like expected: String, in rig: PipelineHarness) -> String {
        let names = expected.split(separator: " ").dropFirst(2).map { $0.prefix { $0 != "=" } }
        let fields = names.map { "\($0)=\(field(String($0), packet, rig))" }
        return ([frames(packet.frames), packet.delivery.reason.id] + fields).joined(separator: " ")
    }

    /// The line of the counters that `expected` has.
    static func counters(_ pipeline: Pipeline, like expected: String) -> String {
        let names = expected.split(separator: " ").dropFirst().map { $0.prefix { $0 != "=" } }
        return (["="] + names.map { "\($0)=\(counter(String($0), pipeline))" }).joined(separator: " ")
    }

    private static func frames(_ frames: [UInt64]) -> String {
        var parts: [String] = []
        var rest = frames[...]
        while let first = rest.first {
            var count = 1
            while count < rest.count, rest[rest.startIndex + count] == first + UInt64(count) { count += 1 }
            if count > 3 {
                parts.append("\(first)-\(first + UInt64(count) - 1)")
            } else {
                parts += rest.prefix(count).map { String($0) }
            }
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "+")
    }

    private static func field(_ name: String, _ packet: DeliveredPacket, _ rig: PipelineHarness) -> String {
        let (delivery, headers) = (packet.delivery, packet.delivery.headers)
        let tcp = delivery.transportOffset
        let isIPv6 = headers.byte(at: 0) >> 4 == 6
        return switch name {
        case "len": isIPv6 ? "\(40 + Int(headers.word16(at: 4)))" : "\(headers.word16(at: 2))"
        case "tos": isIPv6 ? "\(headers.word16(at: 0) >> 4 & 0xff)" : "\(headers.byte(at: 1))"
        case "id": isIPv6 ? "-" : "\(headers.word16(at: 4))"
        case "ttl": "\(headers.byte(at: isIPv6 ? 7 : 8))"
        case "seq": "\(headers.word32(at: tcp + 4))"
        case "ack": "\(headers.word32(at: tcp + 8))"
        case "flags": flags(TCPFlags(rawValue: headers.byte(at: tcp + 13)))
        case "win": "\(headers.word16(at: tcp + 14))"
        case "urgent": "\(headers.word16(at: tcp + 18))"
        case "tsval": "\(headers.word32(at: tcp + 24))"
        case "tsecr": "\(headers.word32(at: tcp + 28))"
        case "payload": "\(delivery.payloadBytes)"
        case "gso": "\(delivery.largestSegment)"
        case "queue": "\(packet.queue)"
        case "round": "\(packet.round)"
        case "slot": delivery.slot.map { "\($0)" } ?? "-"
        case "cause": "\(delivery.cause)"
        case "held": delivery.isHeld ? "yes" : "no"
        case "sums": sums(MergedPacket(packet, in: rig))
        default: "?"
        }
    }

    private static func sums(_ packet: MergedPacket) -> String {
        packet.hasRightChecksums ? "right" : packet.hasPartialChecksum ? "partial" : "wrong"
    }

    /// Flags in the letters of tcpdump.
    private static func flags(_ flags: TCPFlags) -> String {
        let letters: [(TCPFlags, String)] = [
            (.fin, "F"), (.syn, "S"), (.rst, "R"), (.psh, "P"), (.ack, "."), (.urg, "U"), (.ece, "E"), (.cwr, "W"),
        ]
        return letters.filter { flags.contains($0.0) }.map { $0.1 }.joined()
    }

    private static func counter(_ name: String, _ pipeline: Pipeline) -> String {
        let counters = pipeline.counters
        let count: UInt64? =
            switch name {
            case "received": counters.received
            case "delivered": counters.delivered
            case "aggregated": counters.aggregated
            case "flushed": counters.flushed
            case "passed": counters.passed
            case "no_desc": counters.noDesc
            case "merged_packets": counters.mergedPackets
            case "merged_bytes": counters.mergedBytes
            case "payload_bytes": counters.payloadBytes
            case "skbs": counters.skbs
            case "copied_bytes": counters.copiedBytes
            case "rounds": pipeline.rounds
            default: nil
            }
        return count.map { "\($0)" } ?? "?"
    }
}
