import Details
import Receive
import Settings
import Snapshots

/// All that the monitor knows: the run as last seen, and what the user has done to the screen.
public struct Model: Sendable {
    /// A part of the screen that the moving keys can work on.
    public enum Panel: String, CaseIterable, Sendable {
        case table, events
    }

    /// Something that covers the panels until it is closed.
    public enum Page: Equatable, Sendable {
        /// What all keys do.
        case help
        /// What is known of the selected session or flow.
        case row
        /// When its packets were where.
        case timeline
        /// The selected event's packet, and what its session expected.
        case event
        /// What makes the numbers mean less than they seem to.
        case warnings
    }

    /// The run as last seen, or nil before the first snapshot.
    public var snapshot: Snapshot?
    /// What the table is asked to show.
    public var query = TableQuery()
    /// The knob that was picked.
    public var knob = Setting.maxAggr
    /// Something being typed, or nil.
    public var prompt: Prompt?
    /// Something to tell the user until the next key, for some seconds at most, or nil.
    public var message: String? { didSet { messageAge = 0 } }
    /// How long it has been shown, in seconds.
    var messageAge = 0.0
    /// How long nothing has come of the source, in seconds.
    var waitingTime = 0.0
    /// The name of the files that are to be written as soon as a snapshot has all that belongs into them, or nil.
    var writing: String?
    /// What covers the panels, or nil.
    public var page: Page? { didSet { pageOffset = 0 } }
    /// The first line of the page that is shown.
    public var pageOffset = 0
    /// The part of a timeline that is looked at, once one was opened.
    var timeline: TimelineWindow?
    /// The panel that the moving keys work on.
    public var focus = Panel.table
    /// Whether that panel has the screen to itself.
    public var isZoomed = false
    /// The selected row of the table, among all that match.
    public var selection = 0
    /// The first row of the table that was shown, as long as the selected one is seen from there.
    var tableOffset = 0
    /// The selected event as a distance from the latest.
    public var eventsBack = 0
    /// Whether the selection stays with a row: the one in `query.followed`, or as soon as it is known, the selected
    /// one.
    public internal(set) var isFollowing = false
    /// What the keys mean.
    public var keys = KeyMap()
    /// The names of the themes to go through.
    public var themes: [String] = []
    /// The theme in use, as a place among `themes`.
    public var theme = 0
    /// Whether the terminal reports the mouse.
    public var usesMouse: Bool
    /// The packets of each row before the latest change, to mark what changed.
    var packetsBefore: [TableRow.ID: Int] = [:]

    /// A monitor that has not seen anything yet.
    public init(usesMouse: Bool = false) {
        self.usesMouse = usesMouse
    }

    /// What has to be asked for: the rows around the selected one, and all else where it is shown or written.
    public var wantedQuery: TableQuery {
        var query = query
        query.offset = max(0, selection - query.limit / 2)
        query.isComplete = page == .warnings || prompt?.purpose == .file || writing != nil
        query.timeline = page == .timeline ? timeline?.query : nil
        return query
    }

    /// The selected row, when the snapshot has it.
    var selectedRow: TableRow? {
        guard let table = snapshot?.table else { return nil }
        let place = selection - table.offset
        return table.rows.indices.contains(place) ? table.rows[place] : nil
    }

    /// The place of the selected event among those of the snapshot.
    var selectedEvent: Int? {
        guard let events = snapshot?.events, !events.isEmpty else { return nil }
        return max(0, events.count - 1 - eventsBack)
    }

    /// The knob that plus and minus turn, as it is called under the rulebook in force.
    var knobInForce: Setting { knob.inForce(snapshot?.settings.offload.rules ?? .lro) }

    /// Whether a row has other numbers than before the latest change.
    func isChanged(_ row: TableRow) -> Bool {
        guard snapshot?.isRunning == false, !packetsBefore.isEmpty else { return false }
        return packetsBefore[row.id] != row.packets
    }
}

/// Something being typed in the line under the header.
public struct Prompt: Equatable, Sendable {
    /// What it is for.
    public enum Purpose: Equatable, Sendable {
        /// The value of a setting.
        case setting(Setting)
        /// What the rows of the table are to be about.
        case filter
        /// The name of the files for the screen and the snapshot.
        case file
        /// The name of a capture for the deliveries.
        case capture
    }

    /// What it is for.
    public var purpose: Purpose
    /// What was typed so far.
    public var text = ""

    /// Whether only digits can be typed.
    var isNumber: Bool {
        switch purpose {
        case .setting(let setting): !setting.hasForm
        case .filter, .file, .capture: false
        }
    }
}
