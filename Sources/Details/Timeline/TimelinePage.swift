import Frames
import Queues
import Screen
import Snapshots

/// The page that shows what waits where: rows are packets, columns time, above them the interrupts, timers and polls
/// of the queue.
package struct TimelinePage {
    /// The timeline.
    package let timeline: Timeline
    let numbers: FrameNumbers?
    let window: TimelineWindow
    let width: Int
    let height: Int

    /// The part of a timeline that a window shows, in lines of some width, so many.
    package init(_ timeline: Timeline, _ numbers: FrameNumbers?, _ window: TimelineWindow, width: Int, height: Int) {
        (self.timeline, self.numbers, self.window) = (timeline, numbers, window)
        (self.width, self.height) = (width, height)
    }

    /// What stands at the right of the title: how much time a column is.
    package var scale: String { "1 column = \(TimeAxis.exact(columns.scale))" }

    /// The columns of time that are shown.
    package var columns: TimeColumns {
        window.columns(in: timeline, count: max(1, width - layout.labelWidth - layout.sumWidth))
    }

    /// The rows for packets.
    package var rows: Int { max(0, height - heading.count - note.count) }

    /// The lines of the page.
    package var lines: [[Span]] {
        guard !timeline.packets.isEmpty else {
            return [[Span("No packet of it has arrived since its timeline is kept.", .muted)]]
        }
        let packets = packetRows
        let blanks = Array(repeating: [Span](), count: max(0, rows - packets.count))
        return heading + packets + blanks + note
    }

    private var layout: TimelineLayout {
        let frames = window.places(in: timeline, rows: height).map { number(timeline.packets[$0]).description.count }
        return TimelineLayout(width: width, digits: frames.max() ?? 0, showsPorts: window.query.flow == nil)
    }

    private func number(_ packet: TimedPacket) -> FrameNumber {
        numbers?.number(of: packet.frame) ?? FrameNumber(packet.frame)
    }

    /// The legend, the axis, and what happens to the queue, as far as there is room for them.
    private var heading: [[Span]] {
        let polls = PollRows(polls: timeline.polls, now: timeline.now, columns: columns)
        let hasTimers = timeline.polls.contains { $0.cause == .timer }
        var lines: [[Span]] = []
        if height >= 9 { lines.append(legend) }
        if height >= 4 { lines.append(layout.heading(TimeAxis(columns: columns).text)) }
        if height >= 7 { lines.append(layout.row("interrupt") + polls.marks(of: .interrupt, "!")) }
        if height >= 11, hasTimers { lines.append(layout.row("timer") + polls.marks(of: .timer, "T")) }
        if height >= 5 { lines.append(layout.row("polls") + polls.bands) }
        return lines
    }

    private var legend: [Span] {
        let parts = PacketBar.Part.allCases.map { [Span("\($0.glyph)", $0.role), Span(" \($0.place)", .muted)] }
        let ends = [
            [Span("\(PacketBar.delivered)", .title), Span(" delivered", .muted)],
            [Span("\(PacketBar.open)", .changed), Span(" not yet", .muted)],
            [Span("\(PacketBar.dropped)", .error), Span(" dropped", .muted)],
            [Span("\(PollRows.line)", .muted), Span(" a poll begins", .muted)],
        ]
        var entries = parts + ends
        func joined() -> [Span] { Array(entries.joined(separator: [Span("  ")])) }
        while entries.count > 1, joined().columns > width { entries.removeLast() }
        return joined()
    }

    private var packetRows: [[Span]] {
        let columns = columns
        let polls = PollRows(polls: timeline.polls, now: timeline.now, columns: columns)
        var empty = TimeCells(columns)
        polls.drawLines(on: &empty)
        let selected = window.place(in: timeline)
        return window.places(in: timeline, rows: rows).map { place in
            let packet = timeline.packets[place]
            var cells = empty
            PacketBar(packet: packet, end: timeline.end(of: packet)).draw(on: &cells)
            return layout.label(packet, number(packet), isSelected: place == selected) + cells.spans
                + layout.sum(packet)
        }
    }

    /// What the packet under the cursor has waited for, always in as many lines.
    private var note: [[Span]] {
        guard height >= 10, let place = window.place(in: timeline) else { return [] }
        let packet = timeline.packets[place]
        let text = PacketWait(packet: packet, number: number(packet), timeline: timeline).text
        let lines = TextWidth.wrap(text, to: width).map { [Span($0)] }
        let count = height >= 20 || height >= 14 && width < 110 ? 3 : 2
        return Array(repeating: [], count: max(0, count - lines.count)) + lines.prefix(count)
    }
}
