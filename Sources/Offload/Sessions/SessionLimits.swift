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
    /// The length that a session may not pass: longer, it is delivered (2007: parent.len > 0xFFFF - mtu).
    public let length: Int
    /// The IP length that a session stays below: a packet with which it would not does not join.
    public let lengthBound: Int

    /// The limits that `settings` set.
    public init(_ settings: OffloadSettings) {
        countsFragments = settings.mode == .pages
        switch settings.rules.aggregateLimit {
        case .count:
            fragments = countsFragments ? settings.fragmentLimit : .max
            (count, length) = (settings.maxAggr, OffloadSettings.longestPacket - settings.mtu)
            lengthBound = settings.rules.mayWrapLength ? .max : OffloadSettings.longestPacket + 1
        case .length:
            (count, fragments, length) = (.max, .max, .max)
            lengthBound = settings.groMaxSize
        }
    }

    /// Whether a session has reached a limit that is tested when a packet has joined, which `reached(by:)` names.
    @inline(__always)
    func isReached(by session: Session) -> Bool {
        (countsFragments ? session.fragments : session.packets) >= count || session.fragments >= fragments
            || session.parentLength > length
    }

    /// The first limit that a session has reached of those that are tested when a packet has joined, or nil.
    func reached(by session: Session) -> Reason? {
        if (countsFragments ? session.fragments : session.packets) >= count { return .maxAggr }
        if session.fragments >= fragments { return .maxFrags }
        return session.parentLength > length ? .sizeLimit : nil
    }

    /// Whether a session has no room for so much more payload.
    @inline(__always)
    func isPassed(by payload: Int, joining session: Session) -> Bool { session.totalLength + payload >= lengthBound }

    /// Whether a session is one that these limits would not have let grow so far.
    func isExceeded(by session: Session) -> Bool {
        (countsFragments ? session.fragments : session.packets) >= count || session.totalLength >= lengthBound
    }

    /// How full an aggregate is, from 0 to 1, towards the limit that is nearest, and which one that is.
    public func fill(packets: Int, fragments: Int, totalLength: Int) -> (fraction: Double, limit: Reason) {
        let counted = countsFragments ? fragments : packets
        let length = length == .max ? lengthBound - 1 : length
        let limits: [(Double, Reason)] = [
            (Double(counted) / Double(count), .maxAggr),
            (Double(countsFragments ? fragments : 0) / Double(self.fragments), .maxFrags),
            (Double(totalLength) / Double(max(1, length)), .sizeLimit),
        ]
        let nearest = limits.reduce(limits[0]) { $1.0 > $0.0 ? $1 : $0 }
        return (min(1, nearest.0), nearest.1)
    }
}
