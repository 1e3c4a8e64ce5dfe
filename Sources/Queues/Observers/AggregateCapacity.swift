import Offload
import Packet

/// How many packets an aggregate holds under some settings.
struct AggregateCapacity: Sendable {
    private let offload: OffloadSettings
    private let limits: SessionLimits

    /// IP and TCP headers without options.
    private static let headers = IPv4Header.minimumLength + TCPHeader.minimumLength
    /// An Ethernet header without a tag.
    private static let linkHeader = 14

    /// The capacity under those settings.
    init(_ offload: OffloadSettings) {
        self.offload = offload
        limits = SessionLimits(offload)
    }

    /// How many packets of so much payload fit, where the knob that limits an aggregate is at `limit`.
    func packets(payload: Int, limit: Int, isLimitedByFragments: Bool = true) -> Int {
        let payload = max(1, payload)
        if offload.rules.traits.aggregateLimit == .length { return max(1, (limit - 1 - Self.headers) / payload) }
        // An aggregate ends with the packet that makes it longer than the length limit.
        let bySize = min(
            (limits.flushAbove - Self.headers) / payload + 1, (OffloadSettings.longestPacket - Self.headers) / payload
        )
        var count = min(limit, bySize)
        if offload.mode == .pages {
            let fragments = offload.fragments(wireLength: payload + Self.headers + Self.linkHeader)
            count = min((limit + fragments - 1) / fragments, bySize)
            if isLimitedByFragments { count = min(count, limits.fragments / fragments) }
        }
        return max(count, offload.rules.traits.mayWrapLength ? 2 : 1)
    }
}
