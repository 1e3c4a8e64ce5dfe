/// The segments of a connection that come later than their turn.
struct LateSegments: Sendable {
    private struct Entry: Sendable {
        var segment: SyntheticSegment
        /// How many other segments of the connection come first.
        var countdown: Int
        var isRetransmission: Bool
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    /// Holds a segment back while `others` segments go first.
    ///
    /// - Parameters:
    ///   - segment: The segment.
    ///   - others: How many.
    ///   - isRetransmission: Whether it will be sent anew, with the time and number of then, or is still on
    ///     its way.
    mutating func hold(_ segment: SyntheticSegment, behind others: Int, isRetransmission: Bool) {
        entries.append(Entry(segment: segment, countdown: others, isRetransmission: isRetransmission))
    }

    /// The segment whose turn it is now, if there is one; otherwise all come one nearer.
    ///
    /// - Parameter isLast: Whether nothing else is left to be sent, so that nothing need be waited for.
    /// - Returns: The segment, and whether it is sent anew.
    mutating func take(isLast: Bool) -> (segment: SyntheticSegment, isRetransmission: Bool)? {
        guard !entries.isEmpty else { return nil }
        if let place = isLast ? 0 : entries.firstIndex(where: { $0.countdown <= 0 }) {
            let entry = entries.remove(at: place)
            return (entry.segment, entry.isRetransmission)
        }
        for place in entries.indices { entries[place].countdown -= 1 }
        return nil
    }
}
