import Queues
import Screen

/// What happens to a queue in time: its interrupts and timers as marks, its polls as bands.
struct PollRows {
    let polls: [TimedPoll]
    /// The time until which a poll that has not ended is known.
    let now: Int64
    let columns: TimeColumns

    /// What stands in the rows of packets where a poll begins.
    static let line: Character = "┊"
    /// A poll within a column.
    private static let shortPoll: Character = "│"

    /// Marks where something had the queue polled.
    func marks(of cause: TimedPoll.Cause, _ glyph: Character) -> [Span] {
        var cells = TimeCells(columns)
        for poll in polls where poll.cause == cause {
            cells.put(glyph, .title, at: columns.column(of: poll.listed))
        }
        return cells.spans
    }

    /// A band for each poll, with the frames that it took where there is room; before it a line while it was due and
    /// its CPU was busy.
    var bands: [Span] {
        var cells = TimeCells(columns)
        for poll in polls {
            let listed = columns.column(of: poll.listed)
            let start = columns.column(of: poll.start ?? max(now, poll.listed))
            let end = columns.column(of: poll.start.map { poll.end ?? max(now, $0) } ?? max(now, poll.listed))
            guard end >= 0, listed < columns.count else { continue }
            for column in stride(from: max(0, listed), to: min(columns.count, start), by: 1) {
                cells.put("┄", .muted, at: column)
            }
            if poll.start != nil { draw(poll, from: start, to: end, on: &cells) }
        }
        return cells.spans
    }

    private func draw(_ poll: TimedPoll, from start: Int, to end: Int, on cells: inout TimeCells) {
        guard end > start else { return cells.put(Self.shortPoll, .graph, at: start) }
        for column in stride(from: max(0, start), through: min(columns.count - 1, end), by: 1) {
            cells.put("─", .graph, at: column)
        }
        cells.put("├", .graph, at: start)
        cells.put(poll.end == nil ? PacketBar.open : "┤", .graph, at: end)
        let frames = String(poll.frames)
        guard end - start > frames.count + 1 else { return }
        for (place, digit) in frames.enumerated() {
            cells.put(digit, .text, at: (start + end + 1 - frames.count) / 2 + place)
        }
    }

    /// Lines through the rows of packets where polls begin, as long as these are few.
    func drawLines(on cells: inout TimeCells) {
        let starts = Set(polls.compactMap { $0.start.map(columns.column(of:)) }.filter(columns.contains))
        guard starts.count <= max(1, columns.count / 4) else { return }
        for column in starts { cells.put(Self.line, .muted, at: column) }
    }
}
