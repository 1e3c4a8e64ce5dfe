import Details
import Offload
import Replay
import Screen
import Snapshots

/// The table: the sessions of the rounds at hand, or flows.
struct TableView {
    let model: Model
    let snapshot: Snapshot

    private func columns(_ width: Int) -> [TableColumn] {
        TableColumn.all(snapshot.table.content, width: width, hasClock: snapshot.clock != nil)
    }

    private func table(_ columns: [TableColumn]) -> Table {
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
        let columns = columns(inner.width)
        let table = table(columns)
        var widths = columns.map { _ in 0 }
        for place in table.columns(for: inner.width) { widths[place.index] = place.width }
        table.draw(on: &canvas, in: inner, count: slice.matching, offset: offset, selected: selected) { place in
            let place = place - slice.offset
            return slice.rows.indices.contains(place)
                ? zip(columns, widths).map { cell($0, slice.rows[place], width: $1) } : []
        }
    }

    /// The first row shown, so that the selected one is seen.
    func offset(rows: Int) -> Int {
        Table.offset(showing: model.selection, from: model.tableOffset, rows: rows, count: snapshot.table.matching)
    }

    /// What a click on the heading at column `x` sorts by.
    func column(at x: Int, width: Int) -> TableQuery.Column? {
        let columns = columns(width)
        let place = table(columns).columns(for: width).last { $0.x <= x }
        return place.flatMap { columns[$0.index].sort }
    }

    /// `sessions of the round ── sort: bytes ▼ ── filter: port 5201`.
    private var title: [Span] {
        let query = model.query
        let column = snapshot.table.column
        let name = column.name(in: snapshot.table.content, hasClock: snapshot.clock != nil) ?? column.rawValue
        let sort = "\(name) \(snapshot.table.isDescending ? "▼" : "▲")"
        var parts: [[Span]] = [[Span(snapshot.table.content == .flows ? "flows" : "sessions of the round", .title)]]
        parts.append([Span("sort: "), Span(sort, .knob)])
        if let queue = query.queue { parts.append([Span("queue "), Span("\(queue)", .knob)]) }
        if !query.filter.isEmpty { parts.append([Span("filter: "), Span(query.filter.text, .knob)]) }
        if query.frozen != nil { parts.append([Span("frozen", .warning)]) }
        if model.isFollowing {
            parts.append([Span(snapshot.table.followed == nil ? "following, not here" : "following", .warning)])
        }
        return Array(parts.joined(separator: [Span(" ── ", .border)]))
    }

    private var count: [Span] {
        let slice = snapshot.table
        return [Span(slice.matching == slice.total ? "\(slice.total)" : "\(slice.matching) / \(slice.total)", .muted)]
    }

    /// What stands in a column of a row, in so many columns of the screen.
    private func cell(_ column: TableColumn, _ row: TableRow, width: Int) -> [Span] {
        let record = row.flowRecord
        let role: Role = row.isOpen ? .text : .muted
        let number: Role = model.isChanged(row) ? .changed : .text
        return switch column.content {
        case .queue: [Span("\(row.queue)", role)]
        case .slot: [Span(row.slot.map { "\($0)" } ?? "", role)]
        case .flow: [Span(row.flow?.text(width: width) ?? "older flows", role)]
        case .packets: [Span("\(row.packets)", number)]
        case .bytes: [Span(Quantity.bytes(row.bytes), number)]
        case .fill: fill(row, width: max(0, width - 1))
        case .next: [Span(row.flow == nil ? "" : "\(row.nextSequence)", .muted)]
        case .flushed: state(row)
        case .aggregates: [Span(record.map { "\($0.aggregates)" } ?? "")]
        case .latency: [Span(row.latency.map { $0.count == 0 ? "" : Quantity.time($0.mean) } ?? "")]
        case .ratio: [Span(record.map { Quantity.fixed($0.ratio) } ?? "")]
        case .why: record?.deliveredBy.letterSpans ?? []
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
