import Frames
import Offload
import Packet
import Replay
import Timing

/// The line of a trace for one delivered packet, behind its number.
///
/// Fields that the packet does not have are null: TCP fields of what is not TCP or lacks its header,
/// timestamps without the layout of RFC 7323 appendix A.
struct TraceLine {
    /// The packet.
    let packet: DeliveredPacket

    /// The capture's own numbers of packets, for behind `packets`: a segment of a frame that was cut as a string.
    static func frames(_ packets: some Sequence<UInt64>, _ numbers: FrameNumbers?) -> String {
        let frames = packets.map { packet in
            let frame = numbers.map { $0.number(of: packet) } ?? FrameNumber(packet)
            return frame.map { $0.segment == nil ? "\($0)" : "\"\($0)\"" } ?? "null"
        }
        return ",\"frames\":[\(frames.joined(separator: ","))]"
    }

    /// Appends the line from behind its number on, without the capture's own numbers of the packets.
    ///
    /// - Returns: Where in the text they are missing.
    func write(to json: inout JSONWriter) -> Int {
        let delivery = packet.delivery
        var place = 0
        let tcp = delivery.facts.contains(.hasTCP) ? TCPFields(delivery) : nil
        let hasIP = delivery.facts.contains(.hasAddresses)
        json.members { json in
            json.number("queue", packet.queue)
            json.number("poll", packet.round)
            json.array("packets") { json in
                for frame in packet.frames { json.number(nil, frame) }
            }
            place = json.bytes.count
            if let times = packet.times { write(times, to: &json) }
            json.bool("held", delivery.isHeld)
            json.string("reason", delivery.reason.id)
            json.number("ip_len", hasIP ? ipLength : nil)
            json.number("flags", tcp?.flags)
            json.number("payload_bytes", tcp == nil || delivery.payloadBytes < 0 ? nil : delivery.payloadBytes)
            json.number("seq", tcp?.sequence)
            json.number("ack", tcp?.acknowledgment)
            json.number("win", tcp?.window)
            json.number("tsval", tcp?.timestampValue)
            json.number("tsecr", tcp?.timestampEcho)
            json.number("ip_check", hasIP && delivery.ipVersion == 4 ? delivery.headers.word16(at: 10) : nil)
            json.number("tcp_check", tcp?.checksum)
            json.number("gso_size", delivery.largestSegment)
            json.array("altered") { json in
                for alteration in delivery.alterations.list { json.string(nil, alteration.id) }
            }
        }
        json.newline()
        return place
    }

    /// Appends when all that was, in nanoseconds from the arrival of the first frame.
    private func write(_ times: DeliveryTimes, to json: inout JSONWriter) {
        json.number("at", times.at)
        let lists = [
            ("arrived", times.packets.map(\.arrived)), ("taken", times.packets.map(\.taken)),
            ("moderation", times.packets.map { $0.listed - $0.arrived }),
        ]
        for (name, list) in lists {
            json.array(name) { json in
                for time in list { json.number(nil, time) }
            }
        }
        json.number("held_until", times.heldUntil)
    }

    /// The IPv4 total length as the header has it, or for IPv6 40 and the payload length.
    private var ipLength: Int {
        packet.delivery.ipVersion == 4
            ? Int(packet.delivery.headers.word16(at: 2)) : packet.delivery.totalLength
    }
}

/// The TCP header of a delivered packet.
private struct TCPFields {
    let sequence: UInt32
    let acknowledgment: UInt32
    let window: UInt16
    let flags: UInt8
    let checksum: UInt16
    let timestampValue: UInt32?
    let timestampEcho: UInt32?

    init(_ delivery: Delivery) {
        let (headers, tcp) = (delivery.headers, delivery.transportOffset)
        sequence = headers.word32(at: tcp + 4)
        acknowledgment = headers.word32(at: tcp + 8)
        window = headers.word16(at: tcp + 14)
        flags = headers.byte(at: tcp + 13)
        checksum = headers.word16(at: tcp + 16)
        let hasTimestamp =
            headers.byte(at: tcp + 12) >> 4 == 8 && headers.count >= tcp + 32
            && headers.word32(at: tcp + 20) == OptionLayout.timestampWord
        timestampValue = hasTimestamp ? headers.word32(at: tcp + 24) : nil
        timestampEcho = hasTimestamp ? headers.word32(at: tcp + 28) : nil
    }
}
