import Packet

/// The LRO manager of one receive queue: takes packets, merges those of a flow, and delivers them.
///
/// It has no lock, no clock and no timer, as in 2007: the queue that owns it ends the rounds. A value;
/// a copy is a checkpoint.
public struct Manager: Sendable {
    /// What it is set up with; see `apply(_:after:)` for a change while sessions are open.
    public private(set) var settings: OffloadSettings {
        didSet { limits = SessionLimits(settings) }
    }
    /// The limits that these set.
    public private(set) var limits: SessionLimits
    /// The open sessions.
    public internal(set) var table: SessionTable
    /// What it has counted.
    public internal(set) var counters = Counters()
    /// Frames that took the fast path: no outcome, but how it was come by, for tests.
    public internal(set) var fastPathFrames: UInt64 = 0
    /// What it did since the owner last cleared it.
    public var log = RoundLog()

    /// A manager without sessions.
    public init(_ settings: OffloadSettings) {
        self.settings = settings
        limits = SessionLimits(settings)
        table = SessionTable(buckets: settings.buckets)
    }

    /// Takes a packet (lro_receive_skb, lro_receive_frags): passed in place all the way, it is not copied.
    public mutating func receive(_ packet: inout Descriptor) {
        count(&packet)
        let refusal = refusal(&packet)
        guard searchesSession(&packet, refusal: refusal) else {
            return perform(.pass(refusal ?? .notIP), &packet, refused: true)
        }
        let slot = find(&packet)
        let verdict = judge(&packet, slot: slot, refusal: refusal)
        perform(verdict, &packet, slot: slot, refused: refusal != nil)
    }

    /// Takes a packet that the driver delivers another way: its flow is flushed, then it passes (lro_flush_pkt).
    ///
    /// With `inet-lro` a packet that the driver refuses flushes nothing, and a full table without the flow counts
    /// as no_desc (<doc:InetLRO> Q1). Under GRO the copy of the packet is received like any other.
    public mutating func receiveCopied(_ packet: inout Descriptor) {
        let countsFullTable: Bool
        switch settings.rules {
        case .gro:
            counters.copiedBytes += UInt64(packet.wireLength)
            return receive(&packet)
        case .lro: countsFullTable = false
        case .inetLRO: countsFullTable = true
        }
        count(&packet)
        if searchesSession(&packet, refusal: packet.refusal()) {
            if let slot = find(&packet) {
                flush(slot, reason: .driver, cause: packet.index)
            } else if countsFullTable, isFull {
                counters.noDesc += 1
            }
        }
        counters.skbs += 1
        counters.copiedBytes += UInt64(packet.wireLength)
        pass(&packet, reason: .smallPacket)
    }

    /// Delivers all sessions (lro_flush_all): in slot order with `inet-lro`, else in the order of opening
    /// (<doc:InetLRO> Q18), under GRO bucket by bucket.
    ///
    /// What the sessions knew stays readable in their slots until the next is opened; `notesSummaries` says whether it
    /// is recorded too.
    public mutating func flushAll(reason: Reason, cause: UInt64, notesSummaries: Bool = true) {
        if settings.rules.traits.flushesBySlot {
            while let slot = table.lowest { flush(slot, reason: reason, cause: cause, notesSummary: notesSummaries) }
        }
        guard table.count > 0 else { return }
        log.events.reserveCapacity(log.events.count + table.count)
        for bucket in 0..<table.bucketCount {
            var next = table.oldest(in: bucket)
            while let slot = next {
                deliver(slot, reason: reason, cause: cause, notesSummary: notesSummaries)
                next = table.younger(than: slot)
            }
        }
        closeAll(reason: reason)
    }

    /// Does the round at hand again without counting it, so that its deliveries are kept.
    ///
    /// - Parameter body: Hands a manager that has no sessions what this one got in the round.
    public mutating func repeatRound(_ body: (inout Manager) -> Void) {
        var again = Manager(settings)
        again.log.keepsDeliveries = true
        // A change of settings before its first packet.
        for event in log.events.prefix(while: { $0.kind == .tuned }) { again.log.note(event) }
        body(&again)
        (table, log) = (again.table, again.log)
    }

    /// Takes new settings between two frames, of which `frame` is the one before.
    ///
    /// Sessions at or above the new max-aggr or gro_max_size are flushed, the oldest above the new number of sessions,
    /// and all when the mode, the rulebook, the fragment size or the number of buckets changes.
    public mutating func apply(_ new: OffloadSettings, after frame: UInt64) {
        if new.mode != settings.mode || new.rules != settings.rules || new.fragSize != settings.fragSize
            || new.buckets != settings.buckets
        {
            flushAll(reason: .tuning, cause: frame)
        }
        let isLower = new.maxAggr < settings.maxAggr || new.groMaxSize < settings.groMaxSize
        // Each rulebook tells flows apart in its own way: what stands in free slots means nothing to the other.
        if new.buckets != settings.buckets || new.rules != settings.rules {
            table = SessionTable(buckets: new.buckets)
        }
        settings = new
        if isLower {
            for slot in table.slotsByAge where limits.isAtLoweredLimit(table.sessions[slot]) {
                flush(slot, reason: .tuning, cause: frame)
            }
        }
        for bucket in 0..<table.bucketCount {
            while table.count(in: bucket) > settings.bucketCapacity, let slot = table.oldest(in: bucket) {
                flush(slot, reason: .tuning, cause: frame)
            }
        }
    }

    /// Whether no session is free.
    var isFull: Bool { table.count >= settings.sessions }
}
