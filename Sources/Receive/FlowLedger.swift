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

    /// What kept the flows from merging, since the settings were last changed.
    public private(set) var losses: LossMeter

    private var index = FlowIndex()
    /// The round in progress, counted from 1.
    private var round: UInt64 = 1
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

    /// Follows what the manager with `sessions` did besides opening one; `packet` is the frame that the event is about.
    ///
    /// What joins a session is summed up by the session, and taken in when it is flushed.
    @inline(__always)
    mutating func follow(_ event: Event, packet: inout Descriptor, _ sessions: [Session]) {
        switch event.kind {
        case .passed:
            losses.pass(event.reason)
            guard packet.facts.contains(.hasPorts) else { return }
            let row = row(for: &packet, sessions)
            records[row].see(&packet)
            records[row].pass(event.reason, &packet)
            if event.reason == .noSession { losses.refuse(&records[row].run, packet, round: round) }
        case .opened, .appended, .flushed, .broke, .roundEnded, .tuned:
            break
        }
    }

    /// Follows that a session of `packet` opens.
    @inline(__always)
    mutating func open(_ event: Event, packet: inout Descriptor, _ sessions: [Session]) {
        if recordOfSlot.count <= event.slot { makeRoom(event.slot) }
        // Rounds that are alike open the same sessions in the same slots.
        let before = Int(recordOfSlot[event.slot])
        let isSame = before >= 0 && records[before].flow == packet.flow
        let row = isSame ? before : row(for: &packet, sessions)
        if !isSame { recordOfSlot[event.slot] = Int32(row) }
        Self.open(&records[row], &losses, event, &packet, round: round)
    }

    /// Follows a flush of a session that knew `closing`.
    @inline(__always)
    mutating func flush(_ event: Event, _ closing: Closing) {
        losses.countFlush(event.reason)
        if let row = row(of: event.slot) {
            Self.flush(&records[row], &losses, event, closing, round: round)
        } else {
            flushOlder(event, closing)
        }
    }

    /// Notes in the record of a flow, which one access reaches, that a session of it opens.
    @inline(__always)
    private static func open(
        _ record: inout FlowRecord, _ losses: inout LossMeter, _ event: Event, _ packet: inout Descriptor, round: UInt64
    ) {
        record.see(&packet)
        losses.open(&record.run, continuing: record.open(event), round: round)
    }

    /// Notes in the record of a flow that its session is flushed.
    @inline(__always)
    private static func flush(
        _ record: inout FlowRecord, _ losses: inout LossMeter, _ event: Event, _ closing: Closing, round: UInt64
    ) {
        losses.flush(&record.run, event, round: round)
        record.flush(event, closing)
    }

    /// Begins a new round.
    mutating func endRound() {
        round += 1
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

    @inline(never)
    private mutating func makeRoom(_ slot: Int) {
        while recordOfSlot.count <= slot { recordOfSlot.append(-1) }
    }

    /// Notes in the record of the older flows that a session of one of them is flushed.
    @inline(never)
    private mutating func flushOlder(_ event: Event, _ closing: Closing) {
        var older = olderFlows ?? FlowRecord()
        older.flush(event, closing)
        olderFlows = older
    }

    /// The row of the packet's flow, new if need be.
    @inline(__always)
    private mutating func row(for packet: inout Descriptor, _ sessions: [Session]) -> Int {
        let flow = packet.flow
        let hash = flow.mixed
        return index.find(hash: hash) { records[$0].flow == flow } ?? begin(&packet, hash: hash, sessions)
    }

    /// The record of a new flow, in a row that is unused, or that of the flow not seen for longest.
    @inline(never)
    private mutating func begin(_ packet: inout Descriptor, hash: UInt64, _ sessions: [Session]) -> Int {
        let row = records.count < capacity ? records.count : fold(sessions)
        if row == records.count { records.append(FlowRecord()) } else { records[row] = FlowRecord() }
        records[row].begin(with: &packet)
        index.insert(row, hash: hash)
        sightings.insert(Sighting(frame: packet.index, row: row))
        return row
    }

    /// Folds the flow not seen for longest into the older ones, and returns its row.
    private mutating func fold(_ sessions: [Session]) -> Int {
        var row = 0
        while let first = sightings.popMin() {
            row = first.row
            let slot = Int(records[row].slot)
            let latest = slot < 0 ? records[row].lastFrame : sessions[slot].lastFrame
            if latest == first.frame { break }
            sightings.insert(Sighting(frame: latest, row: row))
        }
        if let flow = records[row].flow { index.remove(row, hash: flow.mixed) }
        if records[row].slot >= 0 { recordOfSlot[Int(records[row].slot)] = -1 }
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
