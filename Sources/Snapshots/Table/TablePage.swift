/// The answer to a query.
///
/// At full speed, when flows stand where sessions were asked for, those with the most payload come first.
public struct TablePage: Sendable {
    /// The kind of rows.
    public var content = TableQuery.Content.sessions
    /// The column that they are sorted by.
    public var column = TableQuery.Column.opened
    /// Whether the largest comes first.
    public var isDescending = false
    /// The rows from `offset` on.
    public var rows: [TableRow] = []
    /// The place of the first row among all that match.
    public var offset = 0
    /// Rows that match the filter.
    public var matching = 0
    /// Rows there are.
    public var total = 0
    /// The row whose place was wanted, and its place among all that match, or nil without either.
    public var followed: (id: TableRow.ID, place: Int)?

    /// A page without rows.
    public init() {}

    /// Answers a query about the rows of a table.
    init(_ query: TableQuery, _ source: RowSource) {
        content = source.content
        var places = source.places
        total = places.count
        if query.queue != nil || !query.filter.isEmpty {
            places = places.filter { place in
                query.queue.map { $0 == source.queue(place) } ?? true && source.matches(place, query.filter)
            }
        }
        matching = places.count
        let isForced = content != query.content
        column = isForced ? .bytes : query.column
        isDescending = isForced || query.isDescending
        places = source.sorted(places, by: column, isDescending: isDescending)
        if let frozen = query.frozen { places = Self.arrange(places, as: frozen, source) }
        if let wanted = query.followed { followed = Self.place(of: wanted, in: places, source).map { (wanted, $0) } }
        offset = max(0, min(query.offset, matching - 1))
        // What is followed may have gone far.
        if let place = followed?.place, place < offset || place - offset >= query.limit {
            offset = max(0, place - query.limit / 2)
        }
        rows = places.dropFirst(offset).prefix(max(0, query.limit)).map { source.row($0) }
    }

    /// Where a row is, or a later session of its flow, or the flow.
    private static func place(of wanted: TableRow.ID, in places: [RowSource.Place], _ source: RowSource) -> Int? {
        if let place = places.firstIndex(where: { source.id($0) == wanted }) { return place }
        let sessions = places.indices.filter { source.id(places[$0]).isOfSameFlow(as: wanted) }
        return sessions.max { source.id(places[$0]).frame ?? 0 < source.id(places[$1]).frame ?? 0 }
    }

    /// Brings the places into a frozen order; what is not in it keeps its order behind.
    private static func arrange(_ places: [RowSource.Place], as frozen: [TableRow.ID], _ source: RowSource)
        -> [RowSource.Place]
    {
        var ranks: [TableRow.ID: Int] = [:]
        for (rank, id) in frozen.enumerated() { ranks[id] = rank }
        let ranked = places.enumerated().map { (rank: ranks[source.id($1)] ?? .max, order: $0, place: $1) }
        return ranked.sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }.map(\.place)
    }
}
