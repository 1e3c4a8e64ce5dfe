import Frames
import Offload
import Queues
import Screen

/// What stands at the left and the right of a packet's bar: who it is, and how long it took.
struct TimelineLayout {
    /// The digits of the longest number.
    private let digits: Int
    private let showsLength: Bool
    private let showsSequence: Bool
    /// Whether the packets are of several flows, which are told apart by their ports then.
    private let showsPorts: Bool
    /// Whether each part has its own column, and the reason its name.
    private let showsParts: Bool

    init(width: Int, digits: Int, showsPorts: Bool = false) {
        self.digits = max(8, digits)
        self.showsPorts = showsPorts
        (showsLength, showsSequence, showsParts) = (width >= 92, width >= 112, width >= 150)
    }

    private static let parts = [("MODERATION", 11), ("RING", 8), ("HELD", 8), ("DELIVERY", 9)]
    private static let (sequenceWidth, lengthWidth, totalWidth, nameWidth) = (13, 6, 8, 13)

    /// The columns at the left.
    var labelWidth: Int {
        digits + 2 + (showsSequence ? Self.sequenceWidth : 0) + (showsLength ? Self.lengthWidth : 0)
    }
    /// The columns at the right.
    var sumWidth: Int {
        1 + Self.totalWidth + (showsParts ? Self.parts.reduce(0) { $0 + $1.1 } + Self.nameWidth : 2)
    }

    /// The headings around the axis.
    func heading(_ axis: String) -> [Span] {
        var left = TextWidth.pad("PACKET", to: digits + 1)
        if showsSequence { left += TextWidth.pad(showsPorts ? "PORTS" : "SEQ", to: Self.sequenceWidth, .right) }
        if showsLength { left += TextWidth.pad("LEN", to: Self.lengthWidth, .right) }
        var right = " "
        if showsParts { for (name, width) in Self.parts { right += TextWidth.pad(name, to: width, .right) } }
        right += TextWidth.pad("TOTAL", to: Self.totalWidth, .right)
        if showsParts { right += " WHY" }
        return [Span(left + " ", .header), Span(axis, .muted), Span(right, .header)]
    }

    /// What stands in front of a row that is about the queue.
    func row(_ name: String) -> [Span] { [Span(TextWidth.pad(name, to: labelWidth), .muted)] }

    /// What stands in front of a packet.
    func label(_ packet: TimedPacket, _ number: FrameNumber, isSelected: Bool) -> [Span] {
        var text = TextWidth.pad("#\(number)", to: digits + 1)
        if showsSequence { text += TextWidth.pad(who(packet), to: Self.sequenceWidth, .right) }
        if showsLength { text += TextWidth.pad("\(packet.payload)", to: Self.lengthWidth, .right) }
        return [Span(text, isSelected ? .selected : .text), Span(" ")]
    }

    /// The sequence number, or the ports.
    private func who(_ packet: TimedPacket) -> String {
        guard showsPorts else { return "\(packet.sequence)" }
        return packet.flow.map { "\($0.sourcePort)→\($0.destinationPort)" } ?? "–"
    }

    /// How long a packet took, and the letter of the reason for its delivery.
    func sum(_ packet: TimedPacket) -> [Span] {
        guard let latency = packet.latency, let reason = packet.reason else {
            return [Span(TextWidth.pad(packet.isDropped ? "dropped" : "", to: Self.totalWidth + 1, .right), .error)]
        }
        var text = " "
        if showsParts {
            let times = [latency.moderation, latency.ring, latency.held, latency.delivery]
            for (time, part) in zip(times, Self.parts) {
                text += TextWidth.pad(Quantity.time(time), to: part.1, .right)
            }
        }
        text += TextWidth.pad(Quantity.time(latency.total), to: Self.totalWidth, .right)
        return [Span(text), Span(" \(reason.letter)" + (showsParts ? " \(reason.id)" : ""), reason.role)]
    }
}
