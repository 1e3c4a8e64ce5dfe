import Offload
import Packet
import Queues
import Receive

/// The rows of a table as they were copied from a run: enough to sort and filter many without making a row of each.
enum RowSource {
    /// The sessions of the current rounds.
    case sessions([TableRow])
    /// The flows that are remembered, and for each queue the sum of those that are not.
    case flows(FlowTableCopy)

    /// The place of a row: its piece, which sessions have one of, and its number there.
    struct Place {
        let piece: Int32
        let number: Int32
    }

    /// The kind of rows.
    var content: TableQuery.Content {
        switch self {
        case .sessions: .sessions
        case .flows: .flows
        }
    }

    /// All rows, in the order of the queues.
    var places: [Place] {
        switch self {
        case .sessions(let rows): return rows.indices.map { Place(piece: 0, number: Int32($0)) }
        case .flows(let copy):
            var places: [Place] = []
            places.reserveCapacity(copy.count)
            for (piece, rows) in copy.pieces.enumerated() {
                for number in rows.records.indices { places.append(Place(piece: Int32(piece), number: Int32(number))) }
            }
            return places
        }
    }

    /// The row.
    func row(_ place: Place) -> TableRow {
        switch self {
        case .sessions(let rows): rows[Int(place.number)]
        case .flows(let copy): Self.row(copy.pieces[Int(place.piece)], Int(place.number))
        }
    }

    private static func row(_ piece: FlowTableCopy.Piece, _ number: Int) -> TableRow {
        TableRow(piece.queue, piece.records[number], piece.latency(number))
    }

    /// The queue of a row.
    func queue(_ place: Place) -> Int {
        switch self {
        case .sessions(let rows): rows[Int(place.number)].queue
        case .flows(let copy): copy.pieces[Int(place.piece)].queue
        }
    }

    /// The identity of a row.
    func id(_ place: Place) -> TableRow.ID {
        switch self {
        case .sessions(let rows): rows[Int(place.number)].id
        case .flows: TableRow.ID(queue: queue(place), flow: flow(place), frame: nil)
        }
    }

    /// Whether a row matches all words of a filter.
    func matches(_ place: Place, _ filter: RowFilter) -> Bool {
        if filter.isEmpty { return true }
        switch self {
        case .sessions(let rows):
            let row = rows[Int(place.number)]
            return filter.matches(queue: row.queue, flow: row.flow, isOpen: row.isOpen) { row.flushed == $0 }
        case .flows(let copy):
            let (piece, number) = (Int(place.piece), Int(place.number))
            return filter.matches(
                queue: copy.pieces[piece].queue, flow: copy.pieces[piece].records[number].flow,
                isOpen: copy.pieces[piece].records[number].isOpen
            ) { copy.pieces[piece].records[number].has($0) }
        }
    }

    private func flow(_ place: Place) -> FlowKey? {
        switch self {
        case .sessions(let rows): rows[Int(place.number)].flow
        case .flows(let copy): copy.pieces[Int(place.piece)].records[Int(place.number)].flow
        }
    }
}

/// Sorting.
extension RowSource {
    /// The places sorted by a column; what is equal keeps its order.
    ///
    /// By the order of opening the rows of a queue stay together.
    func sorted(_ places: [Place], by column: TableQuery.Column, isDescending: Bool) -> [Place] {
        let order: [Int]
        switch column {
        case .flow: order = Self.order(places.map { flow($0)?.description ?? "" }, isDescending)
        case .flushed: order = Self.order(places.map { flushed($0)?.id ?? "" }, isDescending)
        case .opened:
            order = Self.order(places.map { Double(queue($0)) * 0x1p40 + number($0, column) }, isDescending)
        default: order = Self.order(places.map { number($0, column) }, isDescending)
        }
        return order.map { places[$0] }
    }

    /// The number that a row is sorted by under a column, 0 where that is a text.
    private func number(_ place: Place, _ column: TableQuery.Column) -> Double {
        switch self {
        case .sessions(let rows): Self.number(rows[Int(place.number)], column)
        case .flows(let copy):
            switch column {
            case .queue: Double(queue(place))
            case .latency: Double(copy.pieces[Int(place.piece)].latency(Int(place.number))?.mean ?? 0)
            default: Self.number(copy.pieces[Int(place.piece)].records[Int(place.number)], column)
            }
        }
    }

    private static func number(_ record: FlowRecord, _ column: TableQuery.Column) -> Double {
        switch column {
        case .opened: Double(record.firstFrame)
        case .packets: Double(record.packets)
        case .bytes: Double(record.payloadBytes)
        case .aggregates: Double(record.aggregates)
        case .ratio: record.ratio
        case .queue, .flow, .fill, .flushed, .latency: 0
        }
    }

    private static func number(_ row: TableRow, _ column: TableQuery.Column) -> Double {
        switch column {
        case .queue: Double(row.queue)
        case .opened: Double(row.firstFrame)
        case .packets: Double(row.packets)
        case .bytes: Double(row.bytes)
        case .fill: row.fill
        case .aggregates: Double(row.flowRecord?.aggregates ?? 0)
        case .ratio: row.flowRecord?.ratio ?? 0
        case .latency: Double(row.latency?.mean ?? 0)
        case .flow, .flushed: 0
        }
    }

    private func flushed(_ place: Place) -> Reason? {
        switch self {
        case .sessions(let rows): rows[Int(place.number)].flushed
        case .flows(let copy): copy.pieces[Int(place.piece)].records[Int(place.number)].flushedLast
        }
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
