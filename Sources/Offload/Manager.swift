import Packet

/// The LRO manager of one receive queue: takes packets, merges those of a flow, and delivers them.
///
/// It has no lock, no clock and no timer, as in 2007: the queue that owns it ends the rounds. A value;
/// a copy is a checkpoint.
public struct Manager: Sendable {
    /// What it is set up with; see `apply(_:before:)` for a change while sessions are open.
    public private(set) var settings: Settings
    /// The open sessions.
    public internal(set) var table: SessionTable
    /// What it has counted.
    public internal(set) var counters = Counters()
    /// What it did since the owner last cleared it.
    public var record = RoundRecord()

    /// A manager without sessions.
    public init(_ settings: Settings) {
        self.settings = settings
        table = SessionTable(buckets: settings.buckets)
    }

    /// Takes a packet (lro_receive_skb, lro_receive_frags): passed in place all the way, it is not copied.
    public mutating func receive(_ packet: inout Descriptor) {
        count(&packet)
        let refusal = refusal(&packet)
        guard looksUp(&packet, refusal: refusal) else {
            return perform(.pass(refusal ?? .notIP), &packet, refused: true)
        }
        let slot = find(&packet)
        let verdict = judge(&packet, slot: slot, refusal: refusal)
        perform(verdict, &packet, slot: slot, refused: refusal != nil)
    }

    /// Takes a packet that the driver delivers another way: its flow is flushed, then it passes (lro_flush_pkt).
    ///
    /// With `inet-lro` a packet that the driver refuses flushes nothing, and a full table without the flow counts
    /// as no_desc (quirk Q1). Under GRO the copy of the packet is received like any other.
    public mutating func receiveSmall(_ packet: inout Descriptor) {
        if settings.rules == .gro {
            counters.copiedBytes += UInt64(packet.wireLength)
            return receive(&packet)
        }
        count(&packet)
        if looksUp(&packet, refusal: packet.refusal()) {
            if let slot = find(&packet) {
                flush(slot, reason: .driver, cause: packet.index)
            } else if settings.rules == .inetLRO, isFull {
                counters.noDesc += 1
            }
        }
        counters.skbs += 1
        counters.copiedBytes += UInt64(packet.wireLength)
        pass(&packet, reason: .smallPacket)
    }

    /// Delivers all sessions (lro_flush_all): in slot order with `inet-lro`, else in the order of opening (Q18), under
    /// GRO bucket by bucket.
    ///
    /// What the sessions knew stays readable in their slots until the next is opened; `notesClosings` says whether it is
    /// recorded too.
    public mutating func flushAll(reason: Reason, cause: UInt64, notesClosings: Bool = true) {
        if settings.rules == .inetLRO {
            while let slot = table.lowest { flush(slot, reason: reason, cause: cause, notesClosing: notesClosings) }
        }
        guard table.count > 0 else { return }
        record.events.reserveCapacity(record.events.count + table.count)
        for bucket in 0..<table.bucketCount {
            var next = table.oldest(in: bucket)
            while let slot = next {
                deliver(slot, reason: reason, cause: cause, notesClosing: notesClosings)
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
        again.record.keepsDeliveries = true
        // A change of settings before its first packet.
        for event in record.events.prefix(while: { $0.kind == .tuned }) { again.record.note(event) }
        body(&again)
        (table, record) = (again.table, again.record)
    }

    /// Takes new settings between two frames, of which `frame` is the one before.
    ///
    /// Sessions at or above the new max-aggr or gro_max_size are flushed, the oldest above the new number of sessions,
    /// and all when the mode, the rulebook, the fragment size or the number of buckets changes.
    public mutating func apply(_ new: Settings, after frame: UInt64) {
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
            for slot in table.slotsByAge where isAtLimit(slot) { flush(slot, reason: .tuning, cause: frame) }
        }
        for bucket in 0..<table.bucketCount {
            while table.count(in: bucket) > settings.bucketCapacity, let slot = table.oldest(in: bucket) {
                flush(slot, reason: .tuning, cause: frame)
            }
        }
    }

    /// Whether no session is free.
    var isFull: Bool { table.count >= settings.sessions }

    /// The packets, or in pages mode the fragments, that count against max-aggr.
    @inline(__always)
    private func isAtLimit(_ slot: Int) -> Bool {
        if settings.rules == .gro { return table.sessions[slot].totalLength >= settings.groMaxSize }
        let count = settings.mode == .skb ? table.sessions[slot].packets : table.sessions[slot].fragments
        return count >= settings.maxAggr
    }

    /// The limit that the session has reached, or nil.
    @inline(__always)
    func limit(_ slot: Int) -> Reason? {
        // GRO asks before a packet joins.
        if settings.rules == .gro { return nil }
        if isAtLimit(slot) { return .maxAggr }
        if settings.mode == .pages, table.sessions[slot].fragments >= settings.fragmentLimit { return .maxFrags }
        return table.sessions[slot].parentLength > settings.lengthLimit ? .sizeLimit : nil
    }
}

/// Asking the rulebook in force.
extension Manager {
    /// The first name of what keeps the packet from being looked at as part of a flow, or nil.
    @inline(__always)
    private func refusal(_ packet: inout Descriptor) -> Reason? {
        switch settings.rules {
        case .lro, .inetLRO: packet.refusal()
        case .gro: GRORules.refusal(&packet)
        }
    }

    /// Whether a session of the packet's flow is looked for.
    @inline(__always)
    private func looksUp(_ packet: inout Descriptor, refusal: Reason?) -> Bool {
        switch settings.rules {
        case .lro: LRORules.looksUp(&packet)
        case .inetLRO: InetLRORules.looksUp(&packet)
        case .gro: refusal == nil
        }
    }

    /// The flow of the packet, as the rulebook tells flows apart.
    @inline(__always)
    private func key(_ packet: inout Descriptor) -> FlowKey {
        switch settings.rules {
        case .lro, .gro: LRORules.key(&packet)
        case .inetLRO: InetLRORules.key(&packet)
        }
    }

    /// The slot of the session of the packet's flow, or nil.
    @inline(__always)
    mutating func find(_ packet: inout Descriptor) -> Int? {
        let key = key(&packet)
        // Packets come in bursts.
        if let slot = table.recent(key), isSameFlow(&packet, slot) { return slot }
        guard let slot = table.find(key, isMatch: { isSameFlow(&packet, $0) }) else { return nil }
        table.noteRecent(slot)
        return slot
    }

    /// Whether the session in `slot`, whose addresses and ports are the packet's, is of its flow.
    @inline(__always)
    private func isSameFlow(_ packet: inout Descriptor, _ slot: Int) -> Bool {
        settings.rules != .gro
            || GRORules.isSameFlow(&packet, session: table.sessions[slot], headers: table.headers[slot])
    }

    /// What becomes of the packet, whose flow's session is in `slot`.
    @inline(__always)
    private mutating func judge(_ packet: inout Descriptor, slot: Int?, refusal: Reason?) -> Verdict {
        switch (settings.rules, slot) {
        case (.lro, let slot?):
            LRORules.judgeNext(&packet, session: &table.sessions[slot], refusal: refusal, settings: settings)
        case (.lro, nil):
            LRORules.judgeFirst(&packet, refusal: refusal, isTableFull: isFull)
        case (.inetLRO, let slot?):
            InetLRORules.judgeNext(&packet, session: &table.sessions[slot], mode: settings.mode)
        case (.inetLRO, nil):
            InetLRORules.judgeFirst(&packet, isTableFull: isFull)
        case (.gro, let slot?):
            GRORules.judgeNext(
                &packet, session: &table.sessions[slot], headers: &table.headers[slot],
                groMaxSize: settings.groMaxSize)
        case (.gro, nil):
            GRORules.judgeFirst(&packet)
        }
    }
}

/// Carrying out what a rulebook decided.
extension Manager {
    /// Does what `verdict` says to `packet`, whose session, if there is one, is in `slot`.
    @inline(__always)
    private mutating func perform(
        _ verdict: Verdict, _ packet: inout Descriptor, slot: Int? = nil, refused: Bool
    ) {
        countBuffers(verdict, &packet, refused: refused)
        switch verdict {
        case .append:
            guard let slot else { return }
            append(&packet, to: slot)
        case .appendAndFlush(let reason):
            guard let slot else { return }
            append(&packet, to: slot)
            flush(slot, reason: reason, cause: packet.index)
        case .open:
            open(&packet)
        case .pass(let reason):
            pass(&packet, reason: reason)
        case .passWithoutSession(let reason):
            counters.noDesc += 1
            pass(&packet, reason: reason)
        case .breakAndPass(let flushReason, let passReason):
            guard let slot else { return }
            let numbers = passReason.numbers(packet, session: table.sessions[slot], settings: settings)
            breakSession(slot, &packet, reason: flushReason)
            pass(&packet, reason: passReason, numbers: numbers)
        case .breakAndOpen(let reason):
            guard let slot else { return }
            breakSession(slot, &packet, reason: reason)
            open(&packet)
        }
    }

    /// Adds a packet to the session in `slot`.
    ///
    /// A session with timestamps takes the echo from the word where it would stand (TCP header + 28)
    /// whether or not the packet has options (quirk Q5; no other rulebook lets such a packet in).
    private mutating func append(_ packet: inout Descriptor, to slot: Int) {
        // The sum is of no use where nobody looks at the merged headers.
        if record.keepsDeliveries { table.sumPayload(of: &packet, in: slot) }
        counters.aggregated += 1
        let fragments = settings.fragments(wireLength: packet.wireLength)
        guard table.sessions[slot].optionLayout == .timestamp, packet.segment.optionLayout != .timestamp else {
            return join(&packet.segment, slot, fragments: fragments)
        }
        var segment = packet.segment
        segment.timestampEcho = packet.headers.word32(at: segment.transportOffset + 28)
        join(&segment, slot, fragments: fragments)
    }

    /// Adds a segment, which stays as it is, to the session in `slot`, which is delivered if it has reached a limit.
    @inline(__always)
    mutating func join(_ segment: inout Segment, _ slot: Int, fragments: Int = 0) {
        let packets = table.append(&segment, to: slot, fragments: fragments)
        record.note(Event(appending: segment, slot: slot, packets: packets))
        if let reason = limit(slot) { flush(slot, reason: reason, cause: segment.index) }
    }

    /// Opens a session of the packet.
    private mutating func open(_ packet: inout Descriptor) {
        let bucket = settings.rules == .gro ? GRORules.bucket(&packet, of: settings.groBuckets) : 0
        if settings.rules == .gro, table.count(in: bucket) >= settings.bucketCapacity,
            let oldest = table.oldest(in: bucket)
        {
            flush(oldest, reason: .evicted, cause: packet.index)
        }
        let slot = table.open(
            packet.segment, hash: key(&packet).mixed, fragments: settings.fragments(wireLength: packet.wireLength),
            bucket: bucket,
            isTagged: packet.facts.contains(.inBandTag))
        if settings.rules == .inetLRO { table.sessions[slot].key.vlan = 0 }
        if record.keepsDeliveries || settings.rules == .gro { table.headers[slot].copy(&packet.headers) }
        if record.keepsDeliveries { table.beginPayloadSum(of: &packet, in: slot) }
        counters.aggregated += 1
        noteOpening(packet.segment, slot)
    }

    /// Notes that the segment opened the session in `slot`.
    @inline(__always)
    mutating func noteOpening(_ segment: some SegmentFields, _ slot: Int) {
        record.note(Event(opening: segment, slot: slot))
        // In 2007 no limit was tested when a session opened (quirk Q13).
        if settings.rules != .inetLRO, let reason = limit(slot) { flush(slot, reason: reason, cause: segment.index) }
    }

    private mutating func breakSession(_ slot: Int, _ packet: inout Descriptor, reason: Reason) {
        let numbers = reason.numbers(packet, session: table.sessions[slot], settings: settings)
        record.note(
            Event(
                .broke, frame: packet.index, slot: slot, reason: reason, first: numbers.first, second: numbers.second))
        flush(slot, reason: reason, cause: packet.index)
    }

    /// Delivers the session in `slot` and closes it.
    mutating func flush(_ slot: Int, reason: Reason, cause: UInt64, notesClosing: Bool = true) {
        deliver(slot, reason: reason, cause: cause, notesClosing: notesClosing)
        counters.countFlushes(1, by: reason)
        table.close(slot)
    }

    /// Delivers the session in `slot`, which is to be counted and closed then.
    @inline(__always)
    private mutating func deliver(_ slot: Int, reason: Reason, cause: UInt64, notesClosing: Bool) {
        if table.sessions[slot].packets > 1 {
            table.merge(slot, rules: settings.rules, headers: record.keepsDeliveries)
            counters.countMerged(
                table.sessions[slot].packets, payload: table.sessions[slot].payloadBytes,
                alterations: table.sessions[slot].alterations)
        }
        counters.countSize(packets: table.sessions[slot].packets)
        record.note(Event(flushing: table.sessions[slot], slot: slot, reason: reason, frame: cause))
        if notesClosing { record.noteClosing(of: table.sessions[slot]) }
        guard record.keepsDeliveries else { return }
        record.note(
            Delivery(
                flushing: &table.sessions[slot], headers: &table.headers[slot], slot: slot, reason: reason,
                cause: cause, rules: settings.rules))
    }

    /// Delivers a packet by itself.
    private mutating func pass(
        _ packet: inout Descriptor, reason: Reason, numbers: (first: UInt32, second: UInt32)? = nil
    ) {
        let numbers = numbers ?? reason.numbers(packet, session: nil, settings: settings)
        counters.passedBy[reason] += 1
        counters.delivered += 1
        counters.countSize(packets: 1)
        record.note(
            Event(.passed, frame: packet.index, reason: reason, first: numbers.first, second: numbers.second))
        if record.keepsDeliveries { record.note(Delivery(passing: &packet, reason: reason)) }
    }

    @inline(__always)
    private mutating func count(_ packet: inout Descriptor) {
        counters.received += 1
        counters.payloadBytes += UInt64(packet.countedPayload)
    }

    /// Counts what the way in costs: an skb for each packet, or one for each delivery and a header copy
    /// (64 bytes of a packet that the driver refused).
    @inline(__always)
    private mutating func countBuffers(_ verdict: Verdict, _ packet: inout Descriptor, refused: Bool) {
        if settings.mode == .pages {
            if verdict.isJoining { return }
            let headers = packet.networkOffset + packet.transportOffset + packet.tcpHeaderLength
            counters.copiedBytes += UInt64(min(packet.wireLength, refused ? 64 : headers))
        }
        counters.skbs += 1
    }
}
