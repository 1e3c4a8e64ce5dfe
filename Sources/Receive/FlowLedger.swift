import HeapModule
import Offload
import Packet

/// The sums of each TCP flow of a queue, in bounded memory: the flow not seen for longest folds into one
/// record of older flows when there is no room.
public struct FlowLedger: Sendable {
    /// How many flows it remembers.
    public let capacity: Int
    /// The flows it remembers, in no order.
    public private(set) var records: [FlowRecord] = []
    /// The sum of the flows it no longer remembers, or nil while there are none.
    public private(set) var olderFlows: FlowRecord?

    /// What kept the flows from merging, since the settings were last changed; without the sessions that are open.
    private(set) var losses: LossMeter

    private var index = FlowIndex()
    /// The round in progress, counted from 1.
    private var round: UInt64 = 1
    /// The openings that were not followed yet: where among the events of the round the first of them is, how many they are,
    /// and how many of them are of the flow whose session was in the slot before.
    private var waiting = (place: 0, count: 0, reopened: 0)
    /// Whether a flow was ever folded, so that slots may stand for flows that are not remembered any more.
    private var hasFolded = false
    /// The record of the session in each slot, or -1 when that was folded.
    private var recordOfSlot: [Int32] = []
    /// Each row with a frame that is not after the one in which its flow was last seen.
    ///
    /// The first of them that is that frame is the flow not seen for longest. Nothing has to be kept in order while flows
    /// are seen.
    private var sightings = Heap<Sighting>()

    /// When a flow was seen, for the last time or before.
    private struct Sighting: Comparable, Sendable {
        let frame: UInt64
        let row: Int

        static func < (one: Sighting, other: Sighting) -> Bool { (one.frame, one.row) < (other.frame, other.row) }
    }

    /// A ledger for `capacity` flows, at least one, of a queue set up with `settings`.
    init(capacity: Int, _ settings: ReceiveSettings) {
        self.capacity = max(1, capacity)
        losses = LossMeter(settings)
    }

    /// How many rows there are: a flow each, and behind them the older flows, if there are any.
    public var rows: Int { records.count + (olderFlows == nil ? 0 : 1) }

    /// The record in a row, without what joined its open session: a flow's, or behind them that of the older flows.
    func record(at row: Int) -> FlowRecord {
        records.indices.contains(row) ? records[row] : olderFlows ?? FlowRecord()
    }

    /// The row of a flow, or nil when it is not remembered.
    func row(of flow: FlowKey) -> Int? {
        index.find(hash: flow.mixed) { records[$0].flow == flow }
    }

    /// Follows that `packet` passes a manager with `sessions`.
    ///
    /// What joins a session is summed up by the session, and taken in when it is flushed.
    mutating func pass(_ event: Event, _ packet: inout Descriptor, _ sessions: [Session]) {
        losses.pass(event.reason)
        guard packet.facts.contains(.hasPorts) else { return }
        let row = row(for: packet.segment, sessions)
        records[row].see(&packet)
        records[row].pass(event.reason, &packet)
        if event.reason == .noSession { losses.refuse(&records[row].run, packet, round: round) }
    }

    /// Notes that `count` sessions are opened by the events of the round from `first` on, so many of them of the flow whose
    /// session was in the slot before.
    ///
    /// Whatever has to know of them is preceded by `openWaiting(_:_:)`; the end of the round does without, which is most of
    /// them.
    @inline(__always)
    mutating func open(_ count: Int, reopened: Int, from first: Int) {
        if waiting.count == 0 { waiting.place = first }
        waiting.count &+= count
        waiting.reopened &+= reopened
    }

    /// Whether openings were not followed yet.
    var isWaiting: Bool { waiting.count > 0 }

    /// Follows the openings that were noted.
    ///
    /// What is in the sessions is taken in when they are flushed, which is in the same round. The events are those of the
    /// round from its beginning on; packets of later ones may be in the sessions already.
    mutating func openWaiting(_ events: [Event], _ sessions: [Session]) {
        var (place, left, _) = waiting
        (waiting.count, waiting.reopened) = (0, 0)
        while left > 0 {
            Self.open(&left, of: events, from: &place, sessions, &records, &recordOfSlot, index)
            guard left > 0 else { break }
            let slot = events[place].slot
            openElsewhere(slot, of: sessions[slot].key, Moment(sessions: sessions, events: events, place: place))
            place += 1
            left -= 1
        }
    }

    /// The same on the parts of a ledger, each of which is reached by one access, up to the first session of a flow that is
    /// not remembered, or has yet to acknowledge something.
    @inline(__always)
    private static func open(
        _ left: inout Int, of events: [Event], from place: inout Int, _ sessions: [Session],
        _ records: inout [FlowRecord], _ recordOfSlot: inout [Int32], _ index: FlowIndex
    ) {
        var records = records.mutableSpan
        var rows = recordOfSlot.mutableSpan
        let (events, sessions) = (events.span, sessions.span)
        while left > 0 {
            if events[place].kind == .opened {
                let slot = events[place].slot
                guard slot < rows.count else { return }
                if slot &+ 8 < rows.count { records.span.prefetch(Int(rows[slot &+ 8]), lines: 1) }
                // Rounds that are alike open the same sessions in the same slots.
                if rows[slot] < 0 || !records[Int(rows[slot])].open(slot, of: sessions[slot].key) {
                    var search = FlowIndex.Search(sessions[slot].key.mixed)
                    var row: Int
                    repeat { row = index.next(&search) } while row >= 0 && records[row].flow != sessions[slot].key
                    guard row >= 0, records[row].open(slot, of: sessions[slot].key) else { return }
                    rows[slot] = Int32(truncatingIfNeeded: row)
                }
                left &-= 1
            }
            place &+= 1
        }
    }

    /// Follows that a session of `flow` opens in `slot` now.
    @inline(__always)
    mutating func open(_ slot: Int, of flow: FlowKey, _ sessions: [Session]) {
        // Rounds that are alike open the same sessions in the same slots.
        guard slot < recordOfSlot.count, recordOfSlot[slot] >= 0, records[Int(recordOfSlot[slot])].open(slot, of: flow)
        else { return openElsewhere(slot, of: flow, Moment(sessions: sessions)) }
    }

    /// The same where the slot had another flow's session before, or the flow has none yet.
    @inline(never)
    private mutating func openElsewhere(_ slot: Int, of flow: FlowKey, _ moment: Moment) {
        makeRoom(slot + 1)
        let session = moment.sessions[slot]
        let row = row(for: flow, session, moment)
        recordOfSlot[slot] = Int32(truncatingIfNeeded: row)
        records[row].slot = Int32(truncatingIfNeeded: slot)
        if session.flags.contains(.ack) { records[row].acknowledge(session.firstAcknowledgment) }
    }

    /// Makes room for the rows of so many slots.
    @inline(__always)
    private mutating func makeRoom(_ slots: Int) {
        while recordOfSlot.count < slots { recordOfSlot.append(-1) }
    }

    /// Whether the flow of the session in `slot` is remembered.
    func hasRow(_ slot: Int) -> Bool { row(of: slot) != nil }

    /// Counts in `losses` that the session in `slot` opened, which else is counted when it is flushed.
    func countOpening(of session: Session, _ slot: Int, in losses: inout LossMeter) {
        guard let row = row(of: slot) else { return }
        var run = records[row].run
        losses.open(&run, continuing: records[row].reason(before: Closing(session)), round: round)
    }

    /// Follows the flushes that are `events` from `first` on, all for the same reason of sessions that still stand in
    /// their slots.
    ///
    /// Sessions whose openings were not followed are looked up here, if no flow has to be folded for them.
    ///
    /// - Returns: The payload that they merged.
    mutating func flush(_ events: [Event], from first: Int, to end: Int, _ sessions: [Session]) -> UInt64 {
        guard first < end else { return 0 }
        let areKnown = waiting.count == waiting.reopened && !hasFolded
        if records.count + waiting.count > capacity, !areKnown { openWaiting(events, sessions) }
        makeRoom(sessions.count)
        losses.countFlushes(end - first, by: events[first].reason)
        var (place, merged) = (first, UInt64(0))
        while true {
            Self.flush(
                events, &place, to: end, sessions, &records, &recordOfSlot, index, &losses, &merged, round: round,
                looksUp: isWaiting && !areKnown)
            guard place < end else { return merged }
            flushElsewhere(events[place], sessions)
            merged &+= events[place].mergedBytes
            place += 1
        }
    }

    /// Follows a flush of a session of a flow that was folded, or has to be begun.
    @inline(never)
    private mutating func flushElsewhere(_ event: Event, _ sessions: [Session]) {
        if isWaiting {
            let known = records.count
            openElsewhere(event.slot, of: sessions[event.slot].key, Moment(sessions: sessions))
            waiting.count -= records.count - known
        }
        note(event, Closing(sessions[event.slot]))
    }

    /// The same on the parts of a ledger, each of which is reached by one access, up to the first flow that was folded, or
    /// has to be begun.
    @inline(__always)
    private static func flush(
        _ events: [Event], _ place: inout Int, to end: Int, _ sessions: [Session], _ records: inout [FlowRecord],
        _ recordOfSlot: inout [Int32], _ index: FlowIndex, _ losses: inout LossMeter, _ merged: inout UInt64,
        round: UInt64, looksUp: Bool
    ) {
        var records = records.mutableSpan
        var rows = recordOfSlot.mutableSpan
        let (events, sessions) = (events.span, sessions.span)
        // The nearest cache holds fewer.
        let isLarge = records.count > 256
        while place < end {
            let event = events[place]
            let slot = event.slot
            var row = Int(rows[slot])
            if looksUp {
                // Rounds that are alike open the same sessions in the same slots.
                if row < 0 || !records[row].isAcknowledged(of: sessions[slot].key) {
                    var search = FlowIndex.Search(sessions[slot].key.mixed)
                    repeat { row = index.next(&search) } while row >= 0 && records[row].flow != sessions[slot].key
                    guard row >= 0, records[row].hasAcknowledged else { return }
                    rows[slot] = Int32(truncatingIfNeeded: row)
                }
            } else if row < 0 {
                return
            }
            if isLarge, place &+ 8 < end { records.span.prefetch(Int(rows[events[place &+ 8].slot]), lines: 3) }
            flush(&records[row], &losses, event, Closing(sessions[slot]), round: round)
            merged &+= event.mergedBytes
            place &+= 1
        }
    }

    /// Follows a flush of a session that knew `closing`.
    mutating func flush(_ event: Event, _ closing: Closing) {
        losses.countFlushes(by: event.reason)
        note(event, closing)
    }

    /// Notes in the record of its flow that a session is flushed, which is counted already.
    private mutating func note(_ event: Event, _ closing: Closing) {
        if let row = row(of: event.slot) {
            Self.flush(&records[row], &losses, event, closing, round: round)
        } else {
            flushOlder(event, closing)
        }
    }

    /// Notes in the record of a flow, which one access reaches, that its session is flushed.
    @inline(always)
    private static func flush(
        _ record: inout FlowRecord, _ losses: inout LossMeter, _ event: Event, _ closing: Closing, round: UInt64
    ) {
        let last = record.reason(before: closing)
        record.flush(event, closing)
        losses.open(&record.run, continuing: last, round: round)
        losses.flush(&record.run, event, round: round)
    }

    /// Begins a new round.
    mutating func endRound() {
        round += 1
        (waiting.count, waiting.reopened) = (0, 0)
        losses.endRound(next: round)
    }

    /// Measures losses anew when these are other settings than before.
    mutating func apply(_ settings: ReceiveSettings) {
        if settings != losses.settings { losses = losses.restarted(with: settings, round: round) }
    }

    /// The row of the flow whose session is in `slot`, or nil when it was folded.
    @inline(__always)
    private func row(of slot: Int) -> Int? {
        slot < recordOfSlot.count && recordOfSlot[slot] >= 0 ? Int(recordOfSlot[slot]) : nil
    }

    /// Notes in the record of the older flows that a session of one of them is flushed.
    @inline(never)
    private mutating func flushOlder(_ event: Event, _ closing: Closing) {
        var older = olderFlows ?? FlowRecord()
        older.flush(event, closing)
        olderFlows = older
    }

    /// The row of the flow whose session is opened, new if need be.
    private mutating func row(for flow: FlowKey, _ session: Session, _ moment: Moment) -> Int {
        let hash = flow.mixed
        if let row = index.find(hash: hash, isMatch: { records[$0].flow == flow }) { return row }
        return begin(
            flow, hash: hash, sequence: Closing(session).firstSequence, frame: session.firstFrame,
            time: session.firstTime, moment)
    }

    /// The row of the flow of a packet that passes, new if need be.
    private mutating func row(for packet: Segment, _ sessions: [Session]) -> Int {
        let hash = packet.flow.mixed
        if let row = index.find(hash: hash, isMatch: { records[$0].flow == packet.flow }) { return row }
        return begin(
            packet.flow, hash: hash, sequence: packet.sequence, frame: packet.index, time: packet.time,
            Moment(sessions: sessions))
    }

    /// The record of a new flow, in a row that is unused, or that of the flow not seen for longest.
    private mutating func begin(
        _ flow: FlowKey, hash: UInt64, sequence: UInt32, frame: UInt64, time: Int64, _ moment: Moment
    ) -> Int {
        let row = records.count < capacity ? records.count : fold(moment)
        if row == records.count { records.append(FlowRecord()) } else { records[row] = FlowRecord() }
        records[row].begin(flow, sequence: sequence, frame: frame, time: time)
        index.insert(row, hash: hash)
        sightings.insert(Sighting(frame: frame, row: row))
        return row
    }

    /// Folds the flow not seen for longest into the older ones, and returns its row.
    private mutating func fold(_ moment: Moment) -> Int {
        var row = 0
        while let first = sightings.popMin() {
            row = first.row
            let slot = Int(records[row].slot)
            let latest = slot < 0 ? records[row].lastFrame : moment.lastFrame(slot)
            if latest == first.frame { break }
            sightings.insert(Sighting(frame: latest, row: row))
        }
        hasFolded = true
        if let flow = records[row].flow { index.remove(row, hash: flow.mixed) }
        if records[row].slot >= 0 {
            recordOfSlot[Int(records[row].slot)] = -1
            losses.open(&records[row].run, continuing: nil, round: round)
        }
        if olderFlows == nil {
            olderFlows = records[row]
            olderFlows?.flow = nil
            olderFlows?.slot = -1
            olderFlows?.flushedLast = nil
        } else {
            olderFlows?.add(records[row])
        }
        return row
    }
}

/// The sessions of a queue as they stand, or as they were when one opened.
private struct Moment {
    /// The sessions, in which there may be later packets.
    let sessions: [Session]
    /// What happened in the round; nothing where the sessions stand as they were.
    var events: [Event] = []
    /// The event of the session that opened.
    var place = 0

    /// The frame of the last packet of the session in `slot`, which was open at that moment.
    func lastFrame(_ slot: Int) -> UInt64 {
        let latest = sessions[slot].lastFrame
        guard place < events.count, latest > sessions[events[place].slot].firstFrame else { return latest }
        let joined = events[..<place].last { event in
            event.slot == slot && (event.kind == .appended || event.kind == .opened)
        }
        // An event has the lowest 38 bits of a frame's number; within a round they tell how far it is back.
        return joined.map { latest &- (latest &- $0.frame) & (1 << 38 - 1) } ?? latest
    }
}
