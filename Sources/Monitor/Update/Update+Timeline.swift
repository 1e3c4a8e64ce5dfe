import Details
import Replay
import Snapshots

/// The page of a flow's packets in time: what keys mean on it.
extension Model {
    /// Opens the timeline of the selected row.
    mutating func openTimeline() {
        guard let row = selectedRow else { return }
        timeline = TimelineWindow(queue: row.queue, flow: row.flow)
        page = .timeline
    }

    /// Does what a key means on this page; false where it means the same as elsewhere.
    mutating func performOnTimeline(_ action: Action, _ layout: Layout) -> Bool {
        guard page == .timeline, var window = timeline, let seen = timelinePage(in: layout.body) else { return false }
        let shown = seen.columns
        switch action {
        case .turn(let direction): window.zoom(finer: direction == .forward, seen.timeline, shown)
        case .nextQueue(let direction): window.move(quarters: direction.sign, shown)
        case .move(let direction): window.moveCursor(direction.sign, seen.timeline, shown)
        case .page(let direction):
            window.moveCursor(direction.sign * max(1, seen.rows - 1), seen.timeline, shown)
        case .jump(let toEnd): window.moveCursor(toEnd ? .max / 2 : .min / 2, seen.timeline, shown)
        case .reset: window.reset()
        case .flows: window.toggleFlow()
        default: return false
        }
        timeline = window
        return true
    }

    /// Moves by so many packets, as the wheel of a mouse does.
    mutating func moveOnTimeline(_ count: Int, _ layout: Layout) {
        guard let seen = timelinePage(in: layout.body) else { return }
        timeline?.moveCursor(count, seen.timeline, seen.columns)
    }
}
