import Packet
import Receive

/// Where a row of the table comes from: enough to sort and filter many without making a row of each.
struct RowPlace {
    /// What holds the row.
    enum Origin: Equatable {
        /// A delivery of the round's record.
        case delivery
        /// A slot of the session table.
        case slot
        /// A row of the flow ledger.
        case ledger
    }

    let queue: Int
    let origin: Origin
    let number: Int

    /// The sessions of the rounds at hand.
    static func sessions(_ pipeline: Pipeline) -> [RowPlace] {
        pipeline.queues.indices.flatMap { queue in
            let manager = pipeline.queues[queue].manager
            let flushed = manager.record.deliveries.indices.filter { manager.record.deliveries[$0].isHeld }
            return flushed.map { RowPlace(queue: queue, origin: .delivery, number: $0) }
                + manager.table.slotsByAge.map { RowPlace(queue: queue, origin: .slot, number: $0) }
        }
    }

    /// The flows that are remembered, and for each queue the sum of those that are not.
    static func flows(_ pipeline: Pipeline) -> [RowPlace] {
        pipeline.queues.indices.flatMap { queue in
            (0..<pipeline.queues[queue].ledger.rows).map { RowPlace(queue: queue, origin: .ledger, number: $0) }
        }
    }

    /// The row.
    func row(_ pipeline: Pipeline) -> TableRow {
        switch origin {
        case .delivery:
            TableRow(queue, pipeline.queues[queue].manager.record.deliveries[number], pipeline.queues[queue])
        case .slot: TableRow(queue, slot: number, pipeline.queues[queue])
        case .ledger: TableRow(queue, pipeline.queues[queue].flowRecord(at: number))
        }
    }

    /// What the row is known by.
    func id(_ pipeline: Pipeline) -> TableRow.ID {
        switch origin {
        case .ledger:
            let record = pipeline.queues[queue].flowRecord(at: number)
            return TableRow.ID(queue: queue, flow: record.flow, frame: nil)
        case .delivery:
            let delivery = pipeline.queues[queue].manager.record.deliveries[number]
            return TableRow.ID(queue: queue, flow: delivery.flow, frame: delivery.firstFrame)
        case .slot:
            let session = pipeline.queues[queue].manager.table.sessions[number]
            return TableRow.ID(queue: queue, flow: session.key, frame: session.firstFrame)
        }
    }

    /// The number that the row is sorted by under a column, or nil where that is a text.
    fileprivate func numericKey(_ column: TableQuery.Column, _ pipeline: Pipeline) -> Double? {
        switch column {
        case .flow, .flushed: nil
        case .queue: Double(queue)
        case .opened, .packets, .bytes, .fill, .aggregates, .ratio:
            origin == .ledger
                ? Self.numericKey(column, pipeline.queues[queue].flowRecord(at: number))
                : Self.numericKey(column, row(pipeline))
        }
    }

    private static func numericKey(_ column: TableQuery.Column, _ record: FlowRecord) -> Double {
        switch column {
        case .opened: Double(record.firstFrame)
        case .packets: Double(record.packets)
        case .bytes: Double(record.payloadBytes)
        case .aggregates: Double(record.aggregates)
        case .ratio: record.ratio
        case .queue, .flow, .fill, .flushed: 0
        }
    }

    private static func numericKey(_ column: TableQuery.Column, _ row: TableRow) -> Double {
        switch column {
        case .opened: Double(row.firstFrame)
        case .packets: Double(row.packets)
        case .bytes: Double(row.bytes)
        case .fill: row.fill
        case .aggregates: Double(row.flowRecord?.aggregates ?? 0)
        case .ratio: row.flowRecord?.ratio ?? 0
        case .queue, .flow, .flushed: 0
        }
    }

    /// The text that the row is sorted by under a column of texts.
    fileprivate func text(_ column: TableQuery.Column, _ pipeline: Pipeline) -> String {
        let row = row(pipeline)
        return column == .flow ? row.flow?.description ?? "" : row.flushed?.id ?? ""
    }
}

extension [RowPlace] {
    /// Sorts by a column; what is equal keeps its order.
    ///
    /// By the order of opening the rows of a queue stay together.
    mutating func sort(by column: TableQuery.Column, isDescending: Bool, _ pipeline: Pipeline) {
        let order: [Int]
        if column == .flow || column == .flushed {
            order = Self.order(map { $0.text(column, pipeline) }, isDescending)
        } else if column == .opened {
            let keys = map { Double($0.queue) * 0x1p40 + ($0.numericKey(column, pipeline) ?? 0) }
            order = Self.order(keys, isDescending)
        } else {
            order = Self.order(map { $0.numericKey(column, pipeline) ?? 0 }, isDescending)
        }
        self = order.map { self[$0] }
    }

    private static func order<Key: Comparable>(_ keys: [Key], _ isDescending: Bool) -> [Int] {
        // Only keys and places move while sorting: there may be many rows.
        var keyed = keys.enumerated().map { (key: $1, place: $0) }
        if isDescending {
            keyed.sort { $0.key != $1.key ? $0.key > $1.key : $0.place < $1.place }
        } else {
            keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }
        }
        return keyed.map(\.place)
    }
}
