import Receive
import Screen
import Snapshots

/// The mouse: a click selects or sorts, the wheel scrolls.
extension Model {
    /// Takes what the mouse did on a screen of that size.
    public mutating func point(_ mouse: Mouse, width: Int, height: Int) {
        guard let snapshot else { return }
        message = nil
        let layout = layout(width: width, height: height)
        switch mouse {
        case .wheelUp(let x, let y): wheel(-3, x, y, layout)
        case .wheelDown(let x, let y): wheel(3, x, y, layout)
        case .press(let x, let y): press(x, y, layout, snapshot)
        }
        keepSelectionSeen(layout)
    }

    private mutating func wheel(_ rows: Int, _ x: Int, _ y: Int, _ layout: Layout) {
        focus = layout.events.contains(x: x, y: y) ? .events : .table
        move(rows, layout)
    }

    private mutating func press(_ x: Int, _ y: Int, _ layout: Layout, _ snapshot: Snapshot) {
        if page != nil {
            page = nil
        } else if layout.table.contains(x: x, y: y) {
            focus = .table
            pressTable(x, y - layout.table.y, layout.table, snapshot)
        } else if layout.events.contains(x: x, y: y) {
            focus = .events
            let view = EventsView(model: self, snapshot: snapshot)
            if let event = view.event(at: y, in: layout.events) { eventsBack = snapshot.events.count - 1 - event }
        } else if layout.queues.contains(x: x, y: y) {
            let view = QueuesView(model: self, snapshot: snapshot, hasPanels: layout.hasPanels)
            toggle(queue: view.queue(atX: x, y: y, in: layout.queues))
        } else if layout.footer.contains(x: x, y: y) {
            let footer = FooterView(model: self, snapshot: snapshot)
            if let picked = footer.knob(at: x, in: layout.footer) { knob = picked }
        }
    }

    private mutating func pressTable(_ x: Int, _ row: Int, _ rect: Rect, _ snapshot: Snapshot) {
        let view = TableView(model: self, snapshot: snapshot)
        if row == 1 {
            if let column = view.column(at: x - rect.x - 1, width: rect.width - 2) { sort(by: column) }
        } else if row > 1, row < rect.height - 1 {
            let place = view.offset(rows: rect.height - 3) + row - 2
            if place < snapshot.table.matching { select(place) }
        }
    }
}
