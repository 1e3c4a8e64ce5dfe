import Packet
import Queues

extension QueueClock {
    /// The packets that wait in the ring, or those of one flow, in the order in which they came, the latest of many.
    ///
    /// - Complexity: O(*n*) for *n* packets in the ring, of which `limit` are looked at.
    public func waitingPackets(of flow: FlowKey?, limit: Int) -> [TimedPacket] {
        ring.compactMap(latest: limit) { packet, arrived in
            let packet = TimedPacket(packet, arrived: arrived, listed: listed(arrived))
            return flow == nil || packet.flow == flow ? packet : nil
        }
    }

    /// When the queue came to be polled for a packet that has arrived then, as far as that is known now.
    private func listed(_ arrived: Int64) -> Int64? {
        if listedAt >= arrived { return listedAt }
        // The poll that is due or going on is to take it too.
        return interrupt.phase == .masked ? arrived : nil
    }
}
