import Frames
import Replay

/// Lines of a trace, without their numbers, and which frame caused each.
struct TraceLines: Sendable {
    /// The frames that caused the lines.
    private(set) var causes: [UInt64] = []

    /// The packets in all deliveries, one delivery behind the other, and where each one's end.
    private var packets: [UInt64] = []
    private var packetEnds: [Int] = []
    private var json = JSONWriter()
    /// Where each line ends.
    private var ends: [Int] = []
    /// How many lines were moved away, and where the last of them ended.
    private var moved = (lines: 0, end: 0)

    /// Writes the line of a delivered packet.
    mutating func append(_ packet: DeliveredPacket) {
        TraceLine(packet: packet).write(to: &json)
        ends.append(json.bytes.count)
        causes.append(packet.delivery.cause)
        packets += packet.frames
        packetEnds.append(packets.count)
    }

    /// Moves the next line, which gets that number, behind `text`.
    mutating func moveLine(_ number: UInt64, _ numbers: FrameNumbers?, to text: inout [UInt8]) {
        let (end, first) = (ends[moved.lines], moved.lines == 0 ? 0 : packetEnds[moved.lines - 1])
        text += TraceLine.beginning(number, packets[first..<packetEnds[moved.lines]], numbers).utf8
        text += json.bytes[moved.end..<end]
        moved = (moved.lines + 1, end)
    }

    /// Forgets all lines and keeps the memory.
    mutating func removeAll() {
        json.clear()
        causes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        packets.removeAll(keepingCapacity: true)
        packetEnds.removeAll(keepingCapacity: true)
        moved = (0, 0)
    }
}
