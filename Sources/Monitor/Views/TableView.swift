import Offload
import Replay
import Screen

/// The table: the sessions of the rounds at hand, or flows.
struct TableView {
    let model: Model
    let snapshot: Snapshot

    /// The columns, each with what sorting by it means.
    private static let columns: [(column: Table.Column, sort: TableQuery.Column?)] = [
        (.init("Q", minimum: 2, alignment: .right, priority: 8), .queue),
        (.init("S", minimum: 3, alignment: .right, priority: 5), .opened),
        (.init("FLOW", minimum: 31, ideal: 44, priority: 10), .flow),
        (.init("SEGS", minimum: 5, alignment: .right, priority: 9), .packets),
        (.init("BYTES", minimum: 8, alignment: .right, priority: 8), .bytes),
        (.init("FILL", minimum: 15, ideal: 18, priority: 6, isFlexible: true), .fill),
        (.init("NEXT SEQ", minimum: 10, alignment: .right, priority: 2), nil),
        (.init("FLUSHED", minimum: 12, ideal: 13, priority: 7), .flushed),
        (.init("FLOW: AGGREGATES", minimum: 16, alignment: .right, priority: 1), .aggregates),
        (.init("SEGS/DELIVERY", minimum: 13, alignment: .right, priority: 3), .ratio),
        (.init("WHY", minimum: 11, ideal: 14, priority: 4), nil),
    ]

    private var table: Table {
        let sorted = Self.columns.firstIndex { $0.sort == model.query.column }
        return Table(
            columns: Self.columns.map(\.column),
            sort: sorted.map { .init(column: $0, isDescending: model.query.isDescending) })
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 2 else { return }
        let hasKeys = model.focus == .table
        let inner = canvas.box(rect, title: title, trailing: count, role: hasKeys ? .focus : .border)
        let slice = snapshot.table
        let selected = hasKeys && slice.matching > 0 ? model.selection : nil
        let offset = offset(rows: inner.height - 1)
        let bar = table.columns(for: inner.width).first { Self.columns[$0.index].sort == .fill }?.width ?? 0
        table.draw(on: &canvas, in: inner, count: slice.matching, offset: offset, selected: selected) { place in
            let place = place - slice.offset
            return slice.rows.indices.contains(place) ? cells(slice.rows[place], bar: bar - 1) : []
        }
    }

    /// The first row shown, so that the selected one is seen.
    func offset(rows: Int) -> Int {
        Table.offset(showing: model.selection, from: 0, rows: rows, count: snapshot.table.matching)
    }

    /// What a click on the heading at column `x` sorts by.
    func column(at x: Int, width: Int) -> TableQuery.Column? {
        let place = table.columns(for: width).last { $0.x <= x }
        return place.flatMap { Self.columns[$0.index].sort }
    }

    /// `sessions of the round ── sort: bytes ▼ ── filter: port 5201`.
    private var title: [Span] {
        let query = model.query
        var parts: [[Span]] = [[Span(snapshot.table.content == .flows ? "flows" : "sessions of the round", .title)]]
        parts.append([Span("sort: "), Span("\(query.column.rawValue) \(query.isDescending ? "▼" : "▲")", .knob)])
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
        return [
            [Span("\(row.queue)", role)],
            [Span(row.slot.map { "\($0)" } ?? "", role)],
            [Span(row.flow?.description ?? "older flows", role)],
            [Span("\(row.packets)", number)],
            [Span(Quantity.bytes(row.bytes), number)],
            fill(row, width: max(0, width)),
            [Span("\(row.nextSequence)", .muted)],
            state(row),
            [Span(record.map { "\($0.aggregates)" } ?? "")],
            [Span(record.map { Quantity.fixed($0.ratio) } ?? "")],
            record?.deliveredBy.letterSpans ?? [],
        ]
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
