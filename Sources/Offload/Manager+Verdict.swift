import Packet

/// Carrying out what a rulebook decided.
extension Manager {
    /// Does what `verdict` says to `packet`, whose session, if there is one, is in `slot`.
    @inline(__always)
    mutating func perform(
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
            let numbers = passReason.numbers(&packet, against: &table.sessions[slot], settings: settings)
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
    /// whether or not the packet has options (<doc:InetLRO> Q5; no other rulebook lets such a packet in).
    private mutating func append(_ packet: inout Descriptor, to slot: Int) {
        // The sum is of no use where nobody looks at the merged headers.
        if log.keepsDeliveries { table.sumPayload(of: &packet, in: slot) }
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
        log.note(Event(appending: segment, slot: slot, packets: packets))
        flushIfFull(slot, cause: segment.index)
    }

    /// Opens a session of the packet.
    private mutating func open(_ packet: inout Descriptor) {
        let bucket = settings.rules.traits.hasBuckets ? GRORules.bucket(&packet, of: settings.groBuckets) : 0
        if settings.rules.traits.hasBuckets, table.count(in: bucket) >= settings.bucketCapacity,
            let oldest = table.oldest(in: bucket)
        {
            flush(oldest, reason: .evicted, cause: packet.index)
        }
        let slot = table.open(
            packet.segment, hash: key(&packet).mixed, fragments: settings.fragments(wireLength: packet.wireLength),
            bucket: bucket,
            isTagged: packet.facts.contains(.inBandTag))
        if !settings.rules.traits.tellsTagsApart { table.sessions[slot].key.vlan = 0 }
        if log.keepsDeliveries || settings.rules.traits.comparesHeaders { table.headers[slot].copy(&packet.headers) }
        if log.keepsDeliveries { table.beginPayloadSum(of: &packet, in: slot) }
        counters.aggregated += 1
        noteOpening(packet.segment, slot)
    }

    /// Notes that the segment opened the session in `slot`.
    @inline(__always)
    mutating func noteOpening(_ segment: some TCPSegment, _ slot: Int) {
        log.note(Event(opening: segment, slot: slot))
        if settings.rules.traits.testsLimitsOnOpening { flushIfFull(slot, cause: segment.index) }
    }

    /// Delivers the session in `slot` if it has reached a limit.
    @inline(__always)
    mutating func flushIfFull(_ slot: Int, cause: UInt64) {
        if let reason = limits.reached(by: table.sessions[slot]) { flush(slot, reason: reason, cause: cause) }
    }

    private mutating func breakSession(_ slot: Int, _ packet: inout Descriptor, reason: Reason) {
        let numbers = reason.numbers(&packet, against: &table.sessions[slot], settings: settings)
        log.note(
            Event(
                .broke, frame: packet.index, slot: slot, reason: reason, first: numbers.first, second: numbers.second))
        flush(slot, reason: reason, cause: packet.index)
    }

    /// Delivers the session in `slot` and closes it.
    public mutating func flush(_ slot: Int, reason: Reason, cause: UInt64, notesSummary: Bool = true) {
        deliver(slot, reason: reason, cause: cause, notesSummary: notesSummary)
        counters.countFlushes(1, by: reason)
        table.close(slot)
    }

    /// Delivers the session in `slot`, which is to be counted and closed then.
    @inline(__always)
    mutating func deliver(_ slot: Int, reason: Reason, cause: UInt64, notesSummary: Bool) {
        if table.sessions[slot].packets > 1 {
            table.merge(slot, rules: settings.rules, headers: log.keepsDeliveries)
            counters.countMerged(
                table.sessions[slot].packets, payload: table.sessions[slot].payloadBytes,
                alterations: table.sessions[slot].alterations)
        }
        counters.countSize(packets: table.sessions[slot].packets)
        counters.countLength(of: table.sessions[slot], egressMTU: settings.egressMTU)
        log.note(Event(flushing: table.sessions[slot], slot: slot, reason: reason, frame: cause))
        if notesSummary { log.noteSummary(of: table.sessions[slot]) }
        guard log.keepsDeliveries else { return }
        log.note(
            Delivery(
                flushing: &table.sessions[slot], headers: &table.headers[slot], slot: slot, reason: reason,
                cause: cause, rules: settings.rules))
    }

    /// Delivers a packet by itself.
    mutating func pass(
        _ packet: inout Descriptor, reason: Reason, numbers: (first: UInt32, second: UInt32)? = nil
    ) {
        let numbers = numbers ?? reason.numbers(&packet, settings: settings)
        counters.passedBy[reason] += 1
        if packet.countedPayload > 0 { counters.passedPayloads += 1 }
        counters.delivered += 1
        counters.countSize(packets: 1)
        counters.countLength(of: &packet, egressMTU: settings.egressMTU)
        log.note(
            Event(.passed, frame: packet.index, reason: reason, first: numbers.first, second: numbers.second))
        if log.keepsDeliveries { log.note(Delivery(passing: &packet, reason: reason)) }
    }

    @inline(__always)
    mutating func count(_ packet: inout Descriptor) {
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
