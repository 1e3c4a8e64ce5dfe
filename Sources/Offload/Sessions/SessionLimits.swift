import Packet

/// The limits of a session under some settings, each said once: asked by the rulebooks, the fast path, and whoever
/// shows how full a session is.
public struct SessionLimits: Equatable, Sendable {
    /// Packets, or where fragments are counted fragments, with which a session is delivered (max-aggr).
    public let count: Int
    /// Whether fragments are counted in place of packets: in pages mode.
    public let countsFragments: Bool
    /// Fragments that a packet can hold; no limit where fragments are not counted, or GRO decides.
    public let fragments: Int
    /// The length above which a session is delivered (2007: parent.len > 0xFFFF - mtu).
    public let flushAbove: Int
    /// The IP length that a session stays below: a packet with which it would not does not join.
    public let appendBelow: Int

    /// The limits that `settings` set.
    public init(_ settings: OffloadSettings) {
        countsFragments = settings.mode == .pages
        switch settings.rules.traits.aggregateLimit {
        case .count:
            fragments = countsFragments ? settings.fragmentLimit : .max
            (count, flushAbove) = (settings.maxAggr, OffloadSettings.longestPacket - settings.mtu)
            appendBelow = settings.rules.traits.mayWrapLength ? .max : OffloadSettings.longestPacket + 1
        case .length:
            (count, fragments, flushAbove) = (.max, .max, .max)
            appendBelow = settings.groMaxSize
        }
    }

    /// The first limit that a session has reached of those that are tested when a packet has joined, or nil.
    @inline(__always)
    func reached(by session: Session) -> Reason? {
        if hasReachedCount(session) { return .maxAggr }
        if session.fragments >= fragments { return .maxFrags }
        return session.parentLength > flushAbove ? .sizeLimit : nil
    }

    /// Whether a session would grow too long with so much more payload, which does not join then.
    @inline(__always)
    func wouldOverflow(_ session: Session, adding payload: Int) -> Bool {
        session.totalLength + payload >= appendBelow
    }

    /// Whether a session is at or above a max-aggr or gro_max_size that was lowered.
    func isAtLoweredLimit(_ session: Session) -> Bool {
        hasReachedCount(session) || session.totalLength >= appendBelow
    }

    @inline(__always)
    private func hasReachedCount(_ session: Session) -> Bool {
        (countsFragments ? session.fragments : session.packets) >= count
    }

    /// How full an aggregate is, from 0 to 1, towards the limit that is nearest, and which one that is.
    public func fill(packets: Int, fragments: Int, totalLength: Int) -> (fraction: Double, limit: Reason) {
        let counted = countsFragments ? fragments : packets
        let length = flushAbove == .max ? appendBelow - 1 : flushAbove
        let limits: [(Double, Reason)] = [
            (Double(counted) / Double(count), .maxAggr),
            (Double(countsFragments ? fragments : 0) / Double(self.fragments), .maxFrags),
            (Double(totalLength) / Double(max(1, length)), .sizeLimit),
        ]
        let nearest = limits.reduce(limits[0]) { $1.0 > $0.0 ? $1 : $0 }
        return (min(1, nearest.0), nearest.1)
    }
}
