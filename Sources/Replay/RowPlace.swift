import Packet
import Receive

/// Where a row of the table comes from: enough to sort and filter many without making a row of each.
struct RowPlace: Comparable {
    /// What holds the row.
    enum Origin: Equatable {
        /// A delivery of the round's record.
        case delivery
        /// A slot of the session table.
        case slot
        /// A record of the flow ledger.
        case ledger
    }

    let queue: Int
    let origin: Origin
    let number: Int

    /// Places in the order of the queues, then as they were found.
    static func < (one: RowPlace, other: RowPlace) -> Bool {
        (one.queue, one.origin == .slot ? 1 : 0, one.number) < (
            other.queue, other.origin == .slot ? 1 : 0, other.number
        )
    }

    /// The sessions of the rounds at hand.
    static func sessions(_ pipeline: Pipeline) -> [RowPlace] {
        pipeline.queues.indices.flatMap { queue in
            let manager = pipeline.queues[queue].manager
            let flushed = manager.record.deliveries.indices.filter { manager.record.deliveries[$0].isHeld }
            return flushed.map { RowPlace(queue: queue, origin: .delivery, number: $0) }
                + manager.table.slotsByAge.map { RowPlace(queue: queue, origin: .slot, number: $0) }
        }
    }

    /// The flows that are remembered.
    static func flows(_ pipeline: Pipeline) -> [RowPlace] {
        pipeline.queues.indices.flatMap { queue in
            pipeline.queues[queue].ledger.records.indices.map {
                RowPlace(queue: queue, origin: .ledger, number: $0)
            }
        }
    }

    /// The row.
    func row(_ pipeline: Pipeline) -> TableRow {
        switch origin {
        case .delivery:
            TableRow(queue, pipeline.queues[queue].manager.record.deliveries[number], pipeline.queues[queue])
        case .slot: TableRow(queue, slot: number, pipeline.queues[queue])
        case .ledger: TableRow(queue, pipeline.queues[queue].ledger.records[number])
        }
    }

    /// What the row is known by.
    func id(_ pipeline: Pipeline) -> TableRow.ID {
        switch origin {
        case .ledger:
            let record = pipeline.queues[queue].ledger.records[number]
            return TableRow.ID(queue: queue, flow: record.flow, frame: nil)
        case .delivery:
            let delivery = pipeline.queues[queue].manager.record.deliveries[number]
            return TableRow.ID(queue: queue, flow: delivery.flow, frame: delivery.firstFrame)
        case .slot:
            let session = pipeline.queues[queue].manager.table.sessions[number]
            return TableRow.ID(queue: queue, flow: session.key, frame: session.firstFrame)
        }
    }

    /// What the row is sorted by under a column.
    func key(_ column: TableQuery.Column, _ pipeline: Pipeline) -> SortKey {
        if origin == .ledger {
            let record = pipeline.queues[queue].ledger.records[number]
            switch column {
            case .opened: return .number(Double(record.firstFrame))
            case .bytes: return .number(Double(record.payloadBytes))
            case .packets: return .number(Double(record.packets))
            case .aggregates: return .number(Double(record.aggregates))
            case .ratio: return .number(record.ratio)
            case .queue, .fill: return .number(Double(queue))
            case .flow, .flushed: break
            }
        }
        let row = row(pipeline)
        return switch column {
        case .opened, .queue: .number(Double(queue) * 0x1p48 + Double(row.firstFrame))
        case .flow: .text(row.flow?.description ?? "")
        case .packets: .number(Double(row.packets))
        case .bytes: .number(Double(row.bytes))
        case .fill: .number(row.fill)
        case .flushed: .text(row.flushed?.id ?? "")
        case .aggregates: .number(Double(row.flowRecord?.aggregates ?? 0))
        case .ratio: .number(row.flowRecord?.ratio ?? 0)
        }
    }
}

/// A number or a text to sort by; within a column all are of one kind.
enum SortKey: Comparable {
    case number(Double)
    case text(String)
}
