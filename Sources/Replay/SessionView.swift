import Offload
import Packet
import Receive

/// A session of a queue's round, open or flushed, or a flow with all its sessions, at one moment.
public struct SessionView: Sendable {
    /// Its queue.
    public var queue: Int
    /// Its slot in the table, or nil for a flow.
    public var slot: Int?
    /// Its flow.
    public var flow: FlowKey
    /// The frame that opened it; of a flow, its first.
    public var firstFrame: UInt64
    /// Packets in it; of a flow, all of its packets.
    public var packets: Int
    /// Payload in it, in bytes.
    public var bytes: Int
    /// How full it is, towards the nearer limit, from 0 to 1.
    public var fill: Double
    /// The limit that is nearer.
    public var limit: Reason
    /// The sequence number that continues it.
    public var nextSequence: UInt32
    /// Why it was flushed, or nil while it is open.
    public var flushed: Reason?
    /// What became of its flow so far.
    public var flowRecord: FlowRecord?

    /// The sessions of the rounds at hand, queue by queue, in the order of opening.
    static func sessions(_ pipeline: Pipeline) -> [SessionView] {
        pipeline.queues.indices.flatMap { number in
            let queue = pipeline.queues[number]
            let flushed = queue.manager.record.deliveries.compactMap { delivery in
                delivery.slot.map { SessionView(number, $0, delivery, queue) }
            }
            let open = queue.manager.table.slotsByAge.map { SessionView(number, $0, queue) }
            return (flushed + open).sorted { $0.firstFrame < $1.firstFrame }
        }
    }

    /// The flows with the most payload.
    static func flows(_ pipeline: Pipeline, most: Int = 256) -> [SessionView] {
        var places: [(bytes: UInt64, queue: Int, row: Int)] = []
        for (number, queue) in pipeline.queues.enumerated() {
            for row in queue.ledger.records.indices {
                places.append((queue.ledger.records[row].payloadBytes, number, row))
            }
        }
        // Of all flows only the places are sorted: a record is large, and there may be many.
        places.sort { ($0.bytes, $1.queue, $1.row) > ($1.bytes, $0.queue, $0.row) }
        return places.prefix(most).compactMap { place in
            let record = pipeline.queues[place.queue].ledger.records[place.row]
            return record.flow.map { SessionView(place.queue, $0, record) }
        }
    }

    /// A flushed session.
    private init(_ number: Int, _ slot: Int, _ delivery: Delivery, _ queue: ReceiveQueue) {
        self.queue = number
        self.slot = slot
        flow = delivery.flow
        firstFrame = delivery.firstFrame
        packets = delivery.packets
        bytes = delivery.payloadBytes
        nextSequence = delivery.nextSequence
        flushed = delivery.reason
        flowRecord = queue.ledger.record(of: delivery.flow)
        (fill, limit) = queue.manager.settings.fill(
            packets: delivery.packets, fragments: delivery.fragments, totalLength: delivery.totalLength)
    }

    /// An open session.
    private init(_ number: Int, _ slot: Int, _ queue: ReceiveQueue) {
        let session = queue.manager.table.sessions[slot]
        self.queue = number
        self.slot = slot
        flow = session.key
        firstFrame = session.firstFrame
        packets = session.packets
        bytes = session.payloadBytes
        nextSequence = session.nextSequence
        flushed = nil
        flowRecord = queue.ledger.record(of: session.key)
        (fill, limit) = queue.manager.settings.fill(
            packets: session.packets, fragments: session.fragments, totalLength: session.totalLength)
    }

    /// A flow.
    private init(_ number: Int, _ key: FlowKey, _ record: FlowRecord) {
        queue = number
        slot = nil
        flow = key
        firstFrame = record.firstFrame
        packets = Int(clamping: record.packets)
        bytes = Int(clamping: record.payloadBytes)
        fill = 0
        limit = .maxAggr
        nextSequence = record.nextSequence
        flushed = nil
        flowRecord = record
    }
}
