import Replay

/// Lines of a trace, without their numbers, and which frame caused each.
struct TraceLines: Sendable {
    /// The frames that caused the lines.
    private(set) var causes: [UInt64] = []

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
    }

    /// Moves the next line behind `text`.
    mutating func moveLine(to text: inout [UInt8]) {
        let end = ends[moved.lines]
        text += json.bytes[moved.end..<end]
        moved = (moved.lines + 1, end)
    }

    /// Forgets all lines and keeps the memory.
    mutating func removeAll() {
        json.clear()
        causes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        moved = (0, 0)
    }
}
