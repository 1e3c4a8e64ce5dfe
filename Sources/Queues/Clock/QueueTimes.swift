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
    /// The latest packets and polls, where they are kept.
    public internal(set) var timeline: QueueTimeline?

    /// Whether latencies are noted.
    let notesLatencies: Bool

    /// What a session holds.
    private struct Held: Sendable {
        var packets: [PacketTimes] = []
        /// Their numbers in the timeline, where there is one.
        var numbers: [Int] = []
        var flow: FlowKey?
    }

    /// By the slots of the sessions.
    private var held: [Held] = []
    /// Events of the round that were followed.
    private var eventsSeen = 0

    /// Nothing yet.
    init(notesLatencies: Bool) { self.notesLatencies = notesLatencies }

    /// Begins a round.
    mutating func beginRound() {
        eventsSeen = 0
        deliveries.removeAll(keepingCapacity: true)
    }

    /// When the packet was taken that opened the session in a slot.
    func openTime(of slot: Int) -> Int64 { held[slot].packets.first?.taken ?? 0 }

    /// Follows what became of a packet that was taken.
    ///
    /// - Parameters:
    ///   - packet: The packet; it stays as it is: in place it is not copied.
    ///   - taken: When it was where.
    ///   - log: The queue's log.
    ///   - ledger: The queue's flows.
    ///   - now: The time, to which each delivery adds what it costs.
    ///   - cost: What a delivery costs.
    mutating func follow(
        _ packet: inout Descriptor, _ taken: PacketTimes, _ log: RoundLog, _ ledger: inout FlowLedger,
        now: inout Int64, cost: Int64
    ) {
        while eventsSeen < log.events.count {
            let event = log.events[eventsSeen]
            eventsSeen += 1
            switch event.kind {
            case .opened, .appended:
                while held.count <= event.slot { held.append(Held()) }
                if event.kind == .opened { held[event.slot].flow = packet.flowWithPorts }
                held[event.slot].packets.append(taken)
                if let latest = timeline?.latest { held[event.slot].numbers.append(latest) }
            case .passed:
                let start = now
                now += cost
                delivered += 1
                if notesLatencies {
                    let row = ledger.latencyRow(of: packet.flowWithPorts)
                    note(taken, &ledger, row: row, from: start, at: now)
                    latencies.noteDelivery(cost, packets: 1)
                }
                if log.keepsDeliveries {
                    deliveries.append(DeliveryTimes(heldUntil: start, at: now, packets: [taken]))
                }
                timeline?.noteLatestDelivered(event.reason, heldUntil: start, at: now)
            case .flushed:
                flush(event, log, &ledger, now: &now, cost: cost)
            case .broke, .roundEnded, .tuned:
                break
            }
        }
    }

    /// Follows the flushes since the last time, which no packet has caused.
    mutating func followFlushes(_ log: RoundLog, _ ledger: inout FlowLedger, now: inout Int64, cost: Int64) {
        while eventsSeen < log.events.count {
            let event = log.events[eventsSeen]
            eventsSeen += 1
            if event.kind == .flushed { flush(event, log, &ledger, now: &now, cost: cost) }
        }
    }

    private mutating func flush(
        _ event: Event, _ log: RoundLog, _ ledger: inout FlowLedger, now: inout Int64, cost: Int64
    ) {
        let start = now
        now += cost
        // Handed over, not copied.
        var packets: [PacketTimes] = []
        swap(&packets, &held[event.slot].packets)
        delivered += packets.count
        if notesLatencies {
            let row = ledger.latencyRow(of: held[event.slot].flow)
            for packet in packets { note(packet, &ledger, row: row, from: start, at: now) }
            latencies.noteDelivery(cost, packets: packets.count)
        }
        if log.keepsDeliveries { deliveries.append(DeliveryTimes(heldUntil: start, at: now, packets: packets)) }
        packets.removeAll(keepingCapacity: true)
        swap(&packets, &held[event.slot].packets)
        guard timeline != nil else { return }
        timeline?.noteDelivered(held[event.slot].numbers, event.reason, heldUntil: start, at: now)
        held[event.slot].numbers.removeAll(keepingCapacity: true)
    }

    /// Notes the latency of a packet.
    @inline(__always)
    private mutating func note(
        _ packet: PacketTimes, _ ledger: inout FlowLedger, row: Int?, from start: Int64, at end: Int64
    ) {
        let latency = Latency(packet, heldUntil: start, at: end)
        latencies.note(latency)
        ledger.note(latency.total, row: row)
    }
}

extension Descriptor {
    /// Its flow, where it has ports.
    package var flowWithPorts: FlowKey? { facts.contains(.hasPorts) ? segment.flow : nil }
}
