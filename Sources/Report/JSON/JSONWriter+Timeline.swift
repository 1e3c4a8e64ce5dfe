import Frames
import Queues
import Snapshots

/// Packets and polls in time, in nanoseconds.
extension JSONWriter {
    /// Writes a timeline under `timeline`, with null for what has not happened yet; its times are those of a trace.
    mutating func timeline(_ timeline: Timeline, _ numbers: FrameNumbers?) {
        object("timeline") { json in
            json.number("queue", timeline.query.queue)
            json.string("flow", timeline.query.flow?.description)
            json.number("now", timeline.now)
            json.array("packets") { json in
                for packet in timeline.packets { json.packet(packet, numbers) }
            }
            json.array("polls") { json in
                for poll in timeline.polls { json.poll(poll) }
            }
        }
    }

    private mutating func packet(_ packet: TimedPacket, _ numbers: FrameNumbers?) {
        object { json in
            json.number("packet", packet.frame)
            json.frame("frame", numbers?.number(of: packet.frame) ?? FrameNumber(packet.frame))
            json.number("arrived", packet.arrived)
            json.number("listed", packet.listed)
            json.number("taken", packet.taken)
            json.number("held_until", packet.heldUntil)
            json.number("at", packet.at)
            json.string("reason", packet.reason?.id)
            json.bool("dropped", packet.isDropped)
        }
    }

    private mutating func poll(_ poll: TimedPoll) {
        object { json in
            json.string("by", poll.cause.rawValue)
            json.number("listed", poll.listed)
            json.number("start", poll.start)
            json.number("end", poll.end)
            json.number("frames", poll.frames)
        }
    }
}
