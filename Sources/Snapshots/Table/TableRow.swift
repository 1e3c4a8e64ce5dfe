import Offload
import Packet
import Queues
import Receive
import Timing

/// A session of a queue's round, open or flushed, or a flow with all its sessions.
public struct TableRow: Sendable, Identifiable {
    /// The identity of a row, which stays while its numbers change.
    public struct ID: Hashable, Sendable {
        /// Its queue.
        public var queue: Int
        /// Its flow, or nil for the flows that are no longer remembered.
        public var flow: FlowKey?
        /// The frame that opened the session, or nil for a flow.
        public var frame: UInt64?

        /// Whether the rows are of one flow in one queue.
        func isOfSameFlow(as other: ID) -> Bool { queue == other.queue && flow == other.flow }
    }

    /// Its queue.
    public var queue: Int
    /// Its slot in the table, or nil for a flow.
    public var slot: Int?
    /// Its flow, or nil for the flows that are no longer remembered.
    public var flow: FlowKey?
    /// The frame that opened it; of a flow, its first.
    public var firstFrame: UInt64
    /// Packets in it; of a flow, all of its packets.
    public var packets: Int
    /// Payload in it, in bytes.
    public var bytes: Int
    /// The degree to which it is full, towards the nearer limit, from 0 to 1.
    public var fill = 0.0
    /// The limit that is nearer.
    public var limit = Reason.maxAggr
    /// The sequence number that continues it.
    public var nextSequence: UInt32
    /// Whether it is open; of a flow, whether a session of it is.
    public var isOpen: Bool
    /// The reason why it was flushed, or nil while it is open; of a flow, why its latest session was.
    public var flushed: Reason?
    /// The record of its flow so far.
    public var flowRecord: FlowRecord?

    /// The latencies of its flow's packets so far; nil without a clock.
    public var latency: FlowLatency?
    /// How long an open session has been held, in nanoseconds; nil without a clock.
    public var heldFor: Int64?

    /// The identity of the row.
    public var id: ID { ID(queue: queue, flow: flow, frame: slot == nil ? nil : firstFrame) }

    /// A flushed session.
    init(_ number: Int, _ delivery: Delivery, _ queue: ReceiveQueue) {
        self.queue = number
        slot = delivery.slot
        flow = delivery.flow
        firstFrame = delivery.firstFrame
        packets = delivery.packets
        bytes = delivery.payloadBytes
        nextSequence = delivery.nextSequence
        isOpen = false
        flushed = delivery.reason
        flowRecord = queue.flowRecord(of: delivery.flow)
        latency = queue.latency(of: delivery.flow)
        (fill, limit) = queue.manager.limits.fill(
            packets: delivery.packets, fragments: delivery.fragments, totalLength: delivery.totalLength)
    }

    /// An open session.
    init(_ number: Int, slot: Int, _ queue: ReceiveQueue, now: Int64?) {
        let session = queue.manager.table.sessions[slot]
        self.queue = number
        self.slot = slot
        flow = session.key
        firstFrame = session.firstFrame
        packets = session.packets
        bytes = session.payloadBytes
        nextSequence = session.nextSequence
        isOpen = true
        flowRecord = queue.flowRecord(of: session.key)
        latency = queue.latency(of: session.key)
        if let now, let opened = queue.openTime(of: slot) { heldFor = max(0, now - opened) }
        (fill, limit) = queue.manager.limits.fill(
            packets: session.packets, fragments: session.fragments, totalLength: session.totalLength)
    }

    /// A flow.
    init(_ number: Int, _ record: FlowRecord, _ latency: FlowLatency?) {
        queue = number
        flow = record.flow
        firstFrame = record.firstFrame
        packets = Int(clamping: record.packets)
        bytes = Int(clamping: record.payloadBytes)
        nextSequence = record.nextSequence
        isOpen = record.isOpen
        flushed = record.flushedLast
        flowRecord = record
        self.latency = latency
    }
}

extension TableRow {
    /// The sessions of the current rounds, flushed or open, in the order of the queues.
    static func sessions(_ pipeline: Pipeline) -> [TableRow] {
        let now = pipeline.clock?.time
        return pipeline.queues.indices.flatMap { number in
            let queue = pipeline.queues[number]
            return queue.manager.log.deliveries.filter(\.isHeld).map { TableRow(number, $0, queue) }
                + queue.manager.table.slotsByAge.map { TableRow(number, slot: $0, queue, now: now) }
        }
    }
}
