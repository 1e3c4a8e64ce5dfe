import Offload

/// How many packets an aggregate holds under some settings.
struct AggregateCapacity: Sendable {
    private let offload: Settings

    /// The capacity under those settings.
    init(_ offload: Settings) { self.offload = offload }

    /// How many packets of so much payload fit, where the knob that limits an aggregate is at `limit`.
    func packets(payload: Int, limit: Int, isLimitedByFragments: Bool = true) -> Int {
        let payload = max(1, payload)
        if offload.rules == .gro { return max(1, (limit - 1 - 40) / payload) }
        // An aggregate ends with the packet that makes it longer than 65535 less the MTU.
        let bySize = min((0xffff - offload.mtu - 40) / payload + 1, (0xffff - 40) / payload)
        var count = min(limit, bySize)
        if offload.mode == .pages {
            let fragments = offload.fragSize == 0 ? 1 : (payload + 54 + offload.fragSize - 1) / offload.fragSize
            count = min((limit + fragments - 1) / fragments, bySize)
            let most = offload.maxFrags ?? (offload.rules == .inetLRO ? .max : 18)
            if isLimitedByFragments { count = min(count, most / fragments) }
        }
        return max(count, offload.rules == .inetLRO ? 2 : 1)
    }
}
