import Frames
import Replay

/// Lines of a trace, without their numbers and those of the frames in them, and what orders them.
struct TraceLines: Sendable {
    /// Where a line is.
    fileprivate struct Line {
        /// What orders the lines of all queues: the frame that caused it, or with a clock when it was delivered.
        let order: UInt64
        /// Where the numbers of its frames belong in the JSON.
        var frames: Int
        /// Where its JSON ends.
        var end: Int
        /// Where its packets end among those of all lines.
        var packets: Int
    }

    private var lines: [Line] = []
    /// The packets in all deliveries, one delivery behind the other.
    private var packets: [UInt64] = []
    private var json = JSONWriter()
    /// How many lines were moved away.
    private var moved = 0

    /// Writes the line of a delivered packet.
    mutating func append(_ packet: DeliveredPacket) {
        let frames = TraceLine(packet: packet).write(to: &json)
        packets += packet.frames
        let order = packet.times.map { UInt64(clamping: $0.at) } ?? packet.delivery.cause
        lines.append(Line(order: order, frames: frames, end: json.bytes.count, packets: packets.count))
    }

    /// Whether all lines were moved away.
    var isEmpty: Bool { moved == lines.count }

    /// What orders the lines that were not moved away, as far as it is before `end`; it never goes back.
    func order(before end: UInt64) -> [UInt64] { Array(lines[moved...].lazy.map(\.order).prefix { $0 < end }) }

    /// Takes the lines of others behind its own, of which it keeps those that were not moved away.
    mutating func append(_ others: TraceLines) {
        let (end, packets) = (movedEnd, movedPackets)
        json.removeFirst(end)
        self.packets.removeFirst(packets)
        lines = lines.dropFirst(moved).map { $0.shifted(-end, packets: -packets) }
        moved = 0
        lines += others.lines.map { $0.shifted(json.bytes.count, packets: self.packets.count) }
        json.append(others.json.bytes)
        self.packets += others.packets
    }

    private var movedEnd: Int { moved == 0 ? 0 : lines[moved - 1].end }
    private var movedPackets: Int { moved == 0 ? 0 : lines[moved - 1].packets }

    /// Moves the next line, which gets that number, behind `text`.
    mutating func moveLine(_ number: UInt64, _ numbers: FrameNumbers?, to text: inout [UInt8]) {
        let line = lines[moved]
        text += "{\"deliver\":\(number),".utf8
        text += json.bytes[movedEnd..<line.frames]
        text += TraceLine.frames(packets[movedPackets..<line.packets], numbers).utf8
        text += json.bytes[line.frames..<line.end]
        moved += 1
    }

    /// Forgets all lines and keeps the memory.
    mutating func removeAll() {
        json.clear()
        lines.removeAll(keepingCapacity: true)
        packets.removeAll(keepingCapacity: true)
        moved = 0
    }
}

extension TraceLines.Line {
    /// The line where so many bytes and packets stand in front of it.
    fileprivate func shifted(_ bytes: Int, packets: Int) -> Self {
        var line = self
        line.frames += bytes
        line.end += bytes
        line.packets += packets
        return line
    }
}
