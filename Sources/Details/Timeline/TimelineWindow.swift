import Packet
import Snapshots

/// The part of a timeline that is looked at: which packets, and which time.
package struct TimelineWindow: Equatable, Sendable {
    /// The timeline.
    package private(set) var query: Timeline.Query
    /// The flow that it was opened for.
    private let flow: FlowKey?
    /// The nanoseconds of a column; nil where the latest packets decide.
    private var scale: Int64?
    /// The time that the first column is to show; nil while the latest packet stays at the right.
    private var start: Int64?
    /// The packet under the cursor, by its frame; nil for the latest.
    private var selected: UInt64?

    /// The packets that a scale is chosen by.
    private static let sample = 16

    /// A window on the latest packets of a flow.
    package init(queue: Int, flow: FlowKey?) {
        query = Timeline.Query(queue: queue, flow: flow)
        self.flow = flow
    }

    /// Looks at the latest packets again, at a scale that suits them.
    package mutating func reset() { (scale, start, selected) = (nil, nil, nil) }

    /// Shows all packets of the queue, or only those of the flow again.
    package mutating func toggleFlow() {
        query.flow = query.flow == nil ? flow : nil
        (start, selected) = (nil, nil)
    }

    /// The place of the packet under the cursor, nil without packets.
    package func place(in timeline: Timeline) -> Int? {
        guard let last = timeline.packets.indices.last else { return nil }
        guard let selected else { return last }
        return timeline.packets.firstIndex { $0.frame >= selected } ?? last
    }

    /// The places of the packets that so many rows show: the latest, or those around the one under the cursor.
    package func places(in timeline: Timeline, rows: Int) -> Range<Int> {
        let count = timeline.packets.count
        let rows = min(max(0, rows), count)
        guard selected != nil, let place = place(in: timeline) else { return count - rows..<count }
        let first = max(0, min(place - rows / 2, count - rows))
        return first..<first + rows
    }

    /// The columns of time that are shown in so many columns.
    package func columns(in timeline: Timeline, count: Int) -> TimeColumns {
        let scale = scale ?? Self.scale(suiting: timeline, columns: count)
        if let start { return TimeColumns(scale: scale, first: start / scale, count: count) }
        let end = timeline.packets.last.map(timeline.end) ?? timeline.now
        return TimeColumns(scale: scale, first: max(0, end / scale + 2 - Int64(count)), count: count)
    }

    /// The scale at which the longest of the latest packets takes a quarter of the columns or more.
    private static func scale(suiting timeline: Timeline, columns: Int) -> Int64 {
        let latest = timeline.packets.suffix(sample)
        guard let first = latest.first, let last = latest.last else { return 1_000 }
        let longest = latest.map { timeline.end(of: $0) - $0.arrived }.max() ?? 0
        // Where nothing waits, the packets themselves are to be told apart.
        return TimeColumns.scale(of: longest > 0 ? longest : last.arrived - first.arrived, in: columns / 4)
    }
}

/// Moving and zooming; `columns` are those that are shown before.
extension TimelineWindow {
    /// Makes the scale finer, or coarser: at its place stays the packet under the cursor, where one is seen, or what is
    /// in the middle; or at the right what is latest.
    package mutating func zoom(finer: Bool, _ timeline: Timeline, _ columns: TimeColumns) {
        let scales = TimeColumns.scales
        guard let place = scales.firstIndex(of: columns.scale) else { return }
        let new = scales[max(0, min(place + (finer ? -1 : 1), scales.count - 1))]
        if start != nil {
            let cursor = selected.flatMap { _ in self.place(in: timeline) }.map { timeline.packets[$0] }
            let time = cursor.map { ($0.arrived + timeline.end(of: $0)) / 2 } ?? -1
            let isSeen = columns.contains(columns.column(of: time))
            let column = isSeen ? columns.column(of: time) : columns.count / 2
            start = max(0, (isSeen ? time : columns.time(of: column)) - Int64(column) * new)
        }
        scale = new
    }

    /// Moves so many quarters of the screen to the later, or to the earlier.
    package mutating func move(quarters: Int, _ columns: TimeColumns) {
        let first = columns.first + Int64(quarters * max(1, columns.count / 4))
        (scale, start) = (columns.scale, max(0, first) * columns.scale)
    }

    /// Puts the cursor so many packets on, and moves in time if that one could not be seen; at the last the latest stay
    /// in sight from then on.
    package mutating func moveCursor(_ count: Int, _ timeline: Timeline, _ columns: TimeColumns) {
        guard let place = place(in: timeline) else { return }
        let last = timeline.packets.count - 1
        let next = max(0, min(place + max(-last, min(count, last)), last))
        if next == last, count > 0 {
            (start, selected) = (nil, nil)
            return
        }
        let packet = timeline.packets[next]
        (scale, selected) = (columns.scale, packet.frame)
        let (from, to) = (columns.column(of: packet.arrived), columns.column(of: timeline.end(of: packet)))
        if to < 0 || from >= columns.count || from < 0 && to < columns.count / 2 {
            start = max(0, packet.arrived - Int64(columns.count / 8) * columns.scale)
        } else {
            start = columns.time(of: 0)
        }
    }
}
