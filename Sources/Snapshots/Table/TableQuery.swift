/// A wish for a table: which rows, in which order, and which part of them.
///
/// The answer is worked out away from the run, and holds no more than what is seen, however many flows there are.
public struct TableQuery: Equatable, Sendable {
    /// A kind of rows.
    public enum Content: String, Sendable {
        /// The sessions of the current rounds.
        case sessions
        /// All flows that are remembered, open or not, and in a row for each queue those that no longer are.
        case flows
    }

    /// A column that rows are sorted by.
    public enum Column: String, CaseIterable, Sendable {
        case opened, queue, flow, packets, bytes, fill, flushed, latency, aggregates, ratio

        /// Whether the largest comes first when the column is picked.
        public var isDescendingAtFirst: Bool {
            switch self {
            case .opened, .queue, .flow, .flushed: false
            case .packets, .bytes, .fill, .latency, .aggregates, .ratio: true
            }
        }
    }

    /// The kind of rows; at full speed they are flows all the same.
    public var content = Content.sessions
    /// The column that they are sorted by.
    public var column = Column.opened
    /// Whether the largest comes first.
    public var isDescending = false
    /// Which rows are shown.
    public var filter = RowFilter()
    /// The only queue whose rows are shown, or nil for all.
    public var queue: Int?
    /// The first row wanted.
    public var offset = 0
    /// How many rows are wanted.
    public var limit = 200
    /// The order in which rows were when it was frozen; others come behind, as they are sorted.
    public var frozen: [TableRow.ID]?
    /// The row whose place is wanted; once it is gone, that of the latest session of the same flow.
    public var followed: TableRow.ID?
    /// Whether the warnings and all flows are wanted besides, also while the run goes on: for a page, or a file.
    public var isComplete = false
    /// The packets whose timeline is wanted besides.
    public var timeline: Timeline.Query?

    /// A query for the sessions in the order of opening.
    public init() {}
}
