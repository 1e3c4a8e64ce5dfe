import Receive
import Replay
import Screen
import Settings
import Snapshots

/// What the table shows, and where the selection is.
extension Model {
    /// Moves the selection of the panel that has the keys, or the page that is open on a screen of that layout.
    mutating func move(_ count: Int, _ layout: Layout) {
        if page == .timeline {
            moveOnTimeline(count, layout)
        } else if let page {
            pageOffset = max(0, min(pageOffset + count, lastOffset(of: page, layout)))
        }
        guard page == nil else { return }
        switch focus {
        case .table:
            let last = (snapshot?.table.matching ?? 0) - 1
            select(max(0, min(selection + count, last)))
        case .events:
            let last = (snapshot?.events.count ?? 0) - 1
            eventsBack = max(0, min(eventsBack - count, last))
        }
    }

    /// Selects the row at a place, and follows that one from now on if one is followed.
    mutating func select(_ place: Int) {
        selection = place
        if isFollowing { query.followed = selectedRow?.id }
    }

    /// Moves the rows shown as little as it takes to see the selected one.
    mutating func keepSelectionSeen(_ layout: Layout) {
        tableOffset = Table.offset(
            showing: selection, from: tableOffset, rows: layout.rows(of: .table), count: snapshot?.table.matching ?? 0)
    }

    /// Shows the rows of one queue, or of all.
    mutating func show(queue: Int?) {
        let count = snapshot?.queues.count ?? 0
        if let queue, queue >= count {
            message = "There \(count == 1 ? "is 1 queue" : "are \(count) queues"), from 0."
            return
        }
        query.queue = queue
        selection = 0
    }

    /// Shows the rows of one queue, or of all if these are shown already.
    mutating func toggle(queue: Int?) { show(queue: queue == query.queue ? nil : queue) }

    /// Shows the rows of the next queue, or of the one before; beyond the ends those of all.
    mutating func nextQueue(_ direction: Direction) {
        let count = snapshot?.queues.count ?? 0
        guard let queue = query.queue else { return show(queue: direction == .forward ? 0 : count - 1) }
        let next = queue + direction.sign
        show(queue: (0..<count).contains(next) ? next : nil)
    }

    /// Changes what the rows are, their order, or whether they stay.
    mutating func arrange(_ action: Action) {
        switch action {
        case .flows:
            query.content = query.content == .flows ? .sessions : .flows
            query.frozen = nil
            selection = 0
        case .sort(let direction):
            let content = snapshot?.table.content ?? query.content
            let columns = TableQuery.Column.allCases.filter {
                $0.name(in: content, hasClock: snapshot?.clock != nil) != nil
            }
            let place = (columns.firstIndex(of: query.column) ?? 0) + direction.sign
            sort(by: columns[(place + columns.count) % columns.count])
        case .reverse:
            query.isDescending.toggle()
        case .follow:
            follow()
        case .freeze:
            query.frozen = query.frozen == nil ? snapshot?.table.rows.map(\.id) : nil
            message = query.frozen == nil ? "The rows are sorted again." : "The rows stay where they are."
        default:
            break
        }
    }

    /// Sorts by a column; by the same one again, the other way round.
    mutating func sort(by column: TableQuery.Column) {
        if column == query.column {
            query.isDescending.toggle()
        } else {
            query.column = column
            query.isDescending = column.isDescendingAtFirst
        }
        query.frozen = nil
    }

    private mutating func follow() {
        if isFollowing {
            (isFollowing, query.followed) = (false, nil)
            message = "The selection stays where it is."
        } else if let row = selectedRow {
            (isFollowing, query.followed) = (true, row.id)
            message = "The selection follows \(row.flow?.description ?? "the older flows")."
        } else {
            message = "There is no row to follow."
        }
    }
}
