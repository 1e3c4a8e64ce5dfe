import Screen
import Snapshots

/// A column of the table: what stands in it, and what sorting by it means.
struct TableColumn {
    enum Content {
        case queue, slot, flow, packets, bytes, fill, next, flushed, latency, aggregates, ratio, why
    }

    let content: Content
    let column: Table.Column
    let sort: TableQuery.Column?

    private init(_ content: Content, _ column: Table.Column, sort: TableQuery.Column? = nil) {
        self.content = content
        self.column = column
        self.sort = sort
    }

    /// The columns of a table that is so wide; latencies are a column where there is a clock.
    ///
    /// In a narrow one a flow is written in fewer columns than it takes, so that there is room for its packets, and for
    /// their latency.
    static func all(_ content: TableQuery.Content, width: Int, hasClock: Bool) -> [TableColumn] {
        // Beside the flow stand the queue, the packets, and two gaps.
        let beside = content == .flows ? 12 : 9
        let most = hasClock ? 26 : 35
        let flow = TableColumn(
            .flow, .init("FLOW", minimum: max(10, min(most, width - beside)), ideal: 44, priority: 10), sort: .flow)
        let columns = content == .flows ? flows(flow) : sessions(flow)
        return hasClock ? columns : columns.filter { $0.content != .latency }
    }

    private static let queue = TableColumn(
        .queue, .init("Q", minimum: 2, alignment: .right, priority: 8), sort: .queue)
    private static let bytes = TableColumn(
        .bytes, .init("BYTES", minimum: 8, alignment: .right, priority: 8), sort: .bytes)
    private static let next = TableColumn(.next, .init("NEXT SEQ", minimum: 10, alignment: .right, priority: 2))

    private static let latency = TableColumn(
        .latency, .init("LATENCY", minimum: 9, alignment: .right, priority: 7), sort: .latency)

    private static func packets(_ width: Int) -> TableColumn {
        TableColumn(.packets, .init("SEGS", minimum: width, alignment: .right, priority: 9), sort: .packets)
    }

    private static func flushed(_ priority: Int) -> TableColumn {
        TableColumn(.flushed, .init("FLUSHED", minimum: 12, ideal: 14, priority: priority), sort: .flushed)
    }

    private static func aggregates(_ priority: Int) -> TableColumn {
        TableColumn(
            .aggregates, .init("AGGREGATES", minimum: 11, alignment: .right, priority: priority), sort: .aggregates)
    }

    private static func ratio(_ priority: Int) -> TableColumn {
        TableColumn(
            .ratio, .init("SEGS/DELIVERY", minimum: 14, alignment: .right, priority: priority), sort: .ratio)
    }

    private static func sessions(_ flow: TableColumn) -> [TableColumn] {
        [
            queue, TableColumn(.slot, .init("S", minimum: 3, alignment: .right, priority: 5), sort: .opened), flow,
            packets(5), bytes,
            TableColumn(.fill, .init("FILL", minimum: 10, ideal: 18, priority: 6, isFlexible: true), sort: .fill),
            next, flushed(7), latency, aggregates(1), ratio(3),
            TableColumn(.why, .init("WHY", minimum: 11, ideal: 15, priority: 4)),
        ]
    }

    private static func flows(_ flow: TableColumn) -> [TableColumn] {
        [
            queue, flow, packets(8), bytes, latency, aggregates(4), ratio(7), next, flushed(5),
            TableColumn(.why, .init("WHY", minimum: 11, ideal: 15, priority: 6, isFlexible: true)),
        ]
    }
}

extension TableQuery.Column {
    /// What sorting by it is called: as the heading, of which `Q` and `S` are short forms; nil where it means nothing.
    func name(in content: TableQuery.Content, hasClock: Bool) -> String? {
        switch self {
        case .opened: content == .flows ? "first seen" : "session"
        case .queue: "queue"
        case .flow: "flow"
        case .packets: "segs"
        case .bytes: "bytes"
        case .fill: content == .flows ? nil : "fill"
        case .flushed: "flushed"
        case .latency: hasClock ? "latency" : nil
        case .aggregates: "aggregates"
        case .ratio: "segs/delivery"
        }
    }
}
