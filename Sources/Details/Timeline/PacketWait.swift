import Frames
import Offload
import Queues
import Screen
import Snapshots

/// Where a packet waited for how long, and why it was delivered, in words.
struct PacketWait {
    let packet: TimedPacket
    /// Its number in the capture.
    let number: FrameNumber
    let timeline: Timeline

    /// The sentence.
    var text: String {
        let arrival = "#\(number) arrived at \(TimeAxis.exact(packet.arrived))"
        if packet.isDropped { return "\(arrival), found the ring full (\(timeline.ring) frames), and was dropped." }
        guard let latency = packet.latency, let reason = packet.reason else {
            return "\(arrival), \(parts.joined(separator: ", ")) so far."
        }
        return "\(arrival): \(parts.joined(separator: " + ")) = \(Quantity.time(latency.total)). "
            + "\(reason.id): \(reason.meaning).\(poll)"
    }

    private var parts: [String] {
        PacketBar(packet: packet, end: timeline.end(of: packet)).parts.map { part, from, to in
            let time = Quantity.time(to - from)
            switch part {
            case .moderation: return "\(time) to the \(waker)"
            case .ring: return "\(time) in the ring"
            case .held: return "\(time) held"
            case .delivery: return "\(time) delivery"
            }
        }
    }

    /// What had the queue polled for the packet.
    private var waker: String {
        let poll = timeline.polls.last { $0.listed == packet.listed && $0.cause != .again }
        return poll?.cause == .timer ? "timer" : "interrupt"
    }

    /// How many frames the poll took that took the packet.
    private var poll: String {
        guard let taken = packet.taken,
            let poll = timeline.polls.last(where: { $0.start.map { $0 <= taken } ?? false })
        else { return "" }
        return poll.frames == 1 ? " Its poll took no other frame." : " Its poll took \(poll.frames) frames."
    }
}
