import Details
import Screen
import Settings
import Snapshots

/// The page of a flow's packets in time.
extension Model {
    /// What is known of the timeline, for a page in that rectangle; nil before it has come, and without a clock.
    func timelinePage(in rect: Rect) -> TimelinePage? {
        guard let window = timeline, let snapshot, let timeline = snapshot.timeline, timeline.query == window.query
        else {
            return nil
        }
        return TimelinePage(timeline, snapshot.numbers, window, width: rect.width - 4, height: rect.height - 2)
    }

    /// The columns of time of the timeline that is open on a screen of that size; nil without one.
    package func timeColumns(width: Int, height: Int) -> TimeColumns? {
        page == .timeline ? timelinePage(in: layout(width: width, height: height).body)?.columns : nil
    }

    /// The page.
    func timelineView(_ snapshot: Snapshot, in rect: Rect) -> PageView {
        let query = timeline?.query
        let name = query?.flow.map { "\($0.text(width: rect.width - 40)) · " } ?? "all packets · "
        let title = name + "queue \(query?.queue ?? 0)"
        guard let page = timelinePage(in: rect) else {
            let isTimed = snapshot.settings.clock.arrivals != .backlog
            let lines = isTimed ? [] : TextWidth.wrap(Self.untimed, to: max(1, rect.width - 4)).map { [Span($0)] }
            return PageView(title: title, lines: lines, offset: 0)
        }
        let room = rect.width - 12 - title.count - page.scale.count
        let all = query?.flow == nil ? "f the flow" : "f all packets"
        let keys = [
            "Left Right + − move and zoom, \(all), Enter leaves", "Left Right + − move and zoom, Enter leaves",
            "Left Right + − Esc", "← → + −",
        ].first { $0.count <= room }
        let hint = [Span(page.scale, .title)] + (keys.map { [Span("  \($0)", .hint)] } ?? [])
        return PageView(title: title, lines: page.lines, offset: 0, hint: hint)
    }

    /// What stands there without a clock.
    private static let untimed = """
        Time is not modelled here: with the arrivals "backlog" every poll is full, and nothing waits. Press T for \
        arrivals as recorded, or start with --arrivals recorded, or with a rate such as --arrivals 10G.
        """
}
