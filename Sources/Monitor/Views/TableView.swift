import Offload
import Replay
import Screen

/// The table: the sessions of the rounds at hand, or flows.
struct TableView {
    let model: Model
    let snapshot: Snapshot

    /// A column, what stands in it, and what sorting by it means.
    private struct Column {
        enum Content {
            case queue, slot, flow, packets, bytes, fill, next, flushed, aggregates, ratio, why
        }

        let content: Content
        let column: Table.Column
        let sort: TableQuery.Column?

        init(_ content: Content, _ column: Table.Column, sort: TableQuery.Column? = nil) {
            self.content = content
            self.column = column
            self.sort = sort
        }
    }

    private static let sessionColumns: [Column] = [
        Column(.queue, .init("Q", minimum: 2, alignment: .right, priority: 8), sort: .queue),
        Column(.slot, .init("S", minimum: 3, alignment: .right, priority: 5), sort: .opened),
        Column(.flow, .init("FLOW", minimum: 35, ideal: 44, priority: 10), sort: .flow),
        Column(.packets, .init("SEGS", minimum: 5, alignment: .right, priority: 9), sort: .packets),
        Column(.bytes, .init("BYTES", minimum: 8, alignment: .right, priority: 8), sort: .bytes),
        Column(.fill, .init("FILL", minimum: 10, ideal: 18, priority: 6, isFlexible: true), sort: .fill),
        Column(.next, .init("NEXT SEQ", minimum: 10, alignment: .right, priority: 2)),
        Column(.flushed, .init("FLUSHED", minimum: 12, ideal: 14, priority: 7), sort: .flushed),
        Column(.aggregates, .init("FLOW: AGGREGATES", minimum: 16, alignment: .right, priority: 1), sort: .aggregates),
        Column(.ratio, .init("SEGS/DELIVERY", minimum: 13, alignment: .right, priority: 3), sort: .ratio),
        Column(.why, .init("WHY", minimum: 11, ideal: 15, priority: 4)),
    ]

    private static let flowColumns: [Column] = [
        Column(.queue, .init("Q", minimum: 2, alignment: .right, priority: 8), sort: .queue),
        Column(.flow, .init("FLOW", minimum: 35, ideal: 44, priority: 10), sort: .flow),
        Column(.packets, .init("PACKETS", minimum: 8, alignment: .right, priority: 9), sort: .packets),
        Column(.bytes, .init("BYTES", minimum: 8, alignment: .right, priority: 8), sort: .bytes),
        Column(.aggregates, .init("AGGREGATES", minimum: 10, alignment: .right, priority: 4), sort: .aggregates),
        Column(.ratio, .init("SEGS/DELIVERY", minimum: 13, alignment: .right, priority: 7), sort: .ratio),
        Column(.next, .init("NEXT SEQ", minimum: 10, alignment: .right, priority: 2)),
        Column(.flushed, .init("LATEST", minimum: 12, ideal: 14, priority: 5), sort: .flushed),
        Column(.why, .init("WHY", minimum: 11, ideal: 15, priority: 6, isFlexible: true)),
    ]

    private var columns: [Column] { snapshot.table.content == .flows ? Self.flowColumns : Self.sessionColumns }

    private var table: Table {
        let sorted = columns.firstIndex { $0.sort == snapshot.table.column }
        return Table(
            columns: columns.map(\.column),
            sort: sorted.map { .init(column: $0, isDescending: snapshot.table.isDescending) })
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 2 else { return }
        let hasKeys = model.focus == .table
        let inner = canvas.box(rect, title: title, trailing: count, role: hasKeys ? .focus : .border)
        let slice = snapshot.table
        let selected = hasKeys && slice.matching > 0 ? model.selection : nil
        let offset = offset(rows: inner.height - 1)
        let bar = table.columns(for: inner.width).first { columns[$0.index].sort == .fill }?.width ?? 0
        table.draw(on: &canvas, in: inner, count: slice.matching, offset: offset, selected: selected) { place in
            let place = place - slice.offset
            return slice.rows.indices.contains(place) ? cells(slice.rows[place], bar: bar - 1) : []
        }
    }

    /// The first row shown, so that the selected one is seen.
    func offset(rows: Int) -> Int {
        Table.offset(showing: model.selection, from: model.tableOffset, rows: rows, count: snapshot.table.matching)
    }

    /// What a click on the heading at column `x` sorts by.
    func column(at x: Int, width: Int) -> TableQuery.Column? {
        let place = table.columns(for: width).last { $0.x <= x }
        return place.flatMap { columns[$0.index].sort }
    }

    /// `sessions of the round ── sort: bytes ▼ ── filter: port 5201`.
    private var title: [Span] {
        let query = model.query
        let sort = "\(snapshot.table.column.rawValue) \(snapshot.table.isDescending ? "▼" : "▲")"
        var parts: [[Span]] = [[Span(snapshot.table.content == .flows ? "flows" : "sessions of the round", .title)]]
        parts.append([Span("sort: "), Span(sort, .knob)])
        if let queue = query.queue { parts.append([Span("queue "), Span("\(queue)", .knob)]) }
        if !query.filter.isEmpty { parts.append([Span("filter: "), Span(query.filter.text, .knob)]) }
        if query.frozen != nil { parts.append([Span("frozen", .warning)]) }
        if query.followed != nil { parts.append([Span("following", .warning)]) }
        return Array(parts.joined(separator: [Span(" ── ", .border)]))
    }

    private var count: [Span] {
        let slice = snapshot.table
        return [Span(slice.matching == slice.total ? "\(slice.total)" : "\(slice.matching) / \(slice.total)", .muted)]
    }

    /// The cells of a row, whose bar is so many columns wide.
    private func cells(_ row: TableRow, bar width: Int) -> [[Span]] {
        let record = row.flowRecord
        let role: Role = row.isOpen ? .text : .muted
        let number: Role = model.isChanged(row) ? .changed : .text
        return columns.map { column in
            switch column.content {
            case .queue: [Span("\(row.queue)", role)]
            case .slot: [Span(row.slot.map { "\($0)" } ?? "", role)]
            case .flow: [Span(row.flow?.description ?? "older flows", role)]
            case .packets: [Span("\(row.packets)", number)]
            case .bytes: [Span(Quantity.bytes(row.bytes), number)]
            case .fill: fill(row, width: max(0, width))
            case .next: [Span("\(row.nextSequence)", .muted)]
            case .flushed: state(row)
            case .aggregates: [Span(record.map { "\($0.aggregates)" } ?? "")]
            case .ratio: [Span(record.map { Quantity.fixed($0.ratio) } ?? "")]
            case .why: record?.deliveredBy.letterSpans ?? []
            }
        }
    }

    /// A bar towards the nearer limit, which its letter names.
    private func fill(_ row: TableRow, width: Int) -> [Span] {
        guard row.slot != nil else { return [] }
        let filled = min(width, max(1, Int((row.fill * Double(width)).rounded())))
        return [
            Span(String(repeating: "█", count: filled), filled == width ? row.limit.role : .graph),
            Span(String(repeating: "░", count: width - filled), .muted),
            Span("\(row.limit.letter)", row.limit.role),
        ]
    }

    private func state(_ row: TableRow) -> [Span] {
        if row.isOpen { return [Span("open", .running)] }
        guard let reason = row.flushed else { return [] }
        return [Span("\(reason.letter) \(reason.id)", reason.role)]
    }
}
