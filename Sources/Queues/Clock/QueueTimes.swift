import Offload
import Packet
import Timing

/// What is known of a queue's packets in time: how long each was held, and what its latency was.
public struct QueueTimes: Sendable {
    /// The latencies of the packets that were delivered.
    public private(set) var latencies = LatencyTally()
    /// The times of the deliveries of the round at hand, the n-th of the n-th delivery; empty where these are not kept.
    public private(set) var deliveries: [DeliveryTimes] = []
    /// Packets that were delivered.
    public private(set) var delivered = 0

    /// What a session holds.
    private struct Held: Sendable {
        var packets: [PacketTimes] = []
        var flow: FlowKey?
    }

    /// By the slots of the sessions.
    private var held: [Held] = []
    /// Events of the round that were followed.
    private var eventsSeen = 0

    /// Begins a round.
    mutating func beginRound() {
        eventsSeen = 0
        deliveries.removeAll(keepingCapacity: true)
    }

    /// When the packet was taken that opened the session in a slot.
    func openTime(of slot: Int) -> Int64 { held[slot].packets.first?.taken ?? 0 }

    /// Follows what happened in a queue since the last time.
    ///
    /// - Parameters:
    ///   - log: The queue's log.
    ///   - ledger: The queue's flows.
    ///   - taken: The times of the frame that was taken, nil where none was.
    ///   - packet: That frame.
    ///   - now: The time, to which each delivery adds what it costs.
    ///   - cost: What a delivery costs.
    mutating func follow(
        _ log: RoundLog, _ ledger: inout FlowLedger, taken: PacketTimes?, of packet: FlowKey?, now: inout Int64,
        cost: Int64
    ) {
        while eventsSeen < log.events.count {
            let event = log.events[eventsSeen]
            eventsSeen += 1
            switch event.kind {
            case .opened, .appended:
                guard let taken else { continue }
                while held.count <= event.slot { held.append(Held()) }
                if event.kind == .opened { held[event.slot].flow = packet }
                held[event.slot].packets.append(taken)
            case .passed:
                guard let taken else { continue }
                deliver([taken], of: packet, &ledger, log, now: &now, cost: cost)
            case .flushed:
                // Handed over, not copied.
                var packets: [PacketTimes] = []
                swap(&packets, &held[event.slot].packets)
                deliver(packets, of: held[event.slot].flow, &ledger, log, now: &now, cost: cost)
                packets.removeAll(keepingCapacity: true)
                swap(&packets, &held[event.slot].packets)
            case .broke, .roundEnded, .tuned:
                break
            }
        }
    }

    private mutating func deliver(
        _ packets: [PacketTimes], of flow: FlowKey?, _ ledger: inout FlowLedger, _ log: RoundLog, now: inout Int64,
        cost: Int64
    ) {
        let heldUntil = now
        now += cost
        delivered += packets.count
        let row = ledger.latencyRow(of: flow)
        for packet in packets {
            let latency = Latency(packet, heldUntil: heldUntil, at: now)
            latencies.note(latency)
            ledger.note(latency.total, row: row)
        }
        latencies.noteDelivery(now - heldUntil, packets: packets.count)
        if log.keepsDeliveries {
            deliveries.append(DeliveryTimes(heldUntil: heldUntil, at: now, packets: packets))
        }
    }
}
