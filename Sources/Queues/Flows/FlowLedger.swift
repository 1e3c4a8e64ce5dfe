import HeapModule
import Offload
import Packet
import Settings
import Tables
import Timing

/// The sums of each TCP flow of a queue, in bounded memory: the flow not seen for longest folds into one
/// record of older flows when there is no room.
///
/// A value whose copy costs what is touched afterwards: records are kept in chunks.
public struct FlowLedger: Sendable {
    /// How many flows it remembers.
    public let capacity: Int
    /// The flows it remembers, in no order.
    public internal(set) var records = ChunkedArray<FlowRecord>()
    /// The sum of the flows it no longer remembers, or nil while there are none.
    public internal(set) var olderFlows: FlowRecord?

    /// What kept the flows from merging, since the settings were last changed; without the sessions that are open.
    var meter: BottleneckMeter

    /// The latencies of the flows in the rows so far; nil without a clock.
    var latencies: ChunkedArray<FlowLatency>?
    /// Those of the flows it no longer remembers.
    var olderLatency = FlowLatency()

    var index = FlowIndex()
    /// The round in progress, counted from 1.
    var round: UInt64 = 1
    /// The slot of the open session of each record, or -1: apart from the records, so that rounds that open the same
    /// sessions again reach only this.
    var slotOfRow: [Int32] = []
    /// The record of the session in each slot, or -1 when that was folded.
    var recordOfSlot: [Int32] = []
    /// Each row with a frame that is not after the one in which its flow was last seen.
    ///
    /// The first of them that is that frame is the flow not seen for longest. Nothing has to be kept in order while
    /// flows are seen.
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
        meter = BottleneckMeter(settings)
        if settings.clock.arrivals != .backlog { latencies = ChunkedArray() }
    }

    /// How many rows there are: a flow each, and behind them the older flows, if there are any.
    public var rows: Int { records.count + (olderFlows == nil ? 0 : 1) }

    /// The record in a row, without what joined its open session: a flow's, or behind them that of the older flows.
    func record(at row: Int) -> FlowRecord {
        guard records.indices.contains(row) else { return olderFlows ?? FlowRecord() }
        var record = records[row]
        record.slot = slotOfRow[row]
        return record
    }

    /// The row of a flow, or nil when it is not remembered.
    func row(of flow: FlowKey) -> Int? {
        index.find(hash: flow.mixed) { records[$0].flow == flow }
    }

    /// Follows that `packet` passes a manager with `sessions`.
    ///
    /// What joins a session is summed up by the session, and taken in when it is flushed.
    mutating func pass(_ event: Event, _ packet: inout Descriptor, _ sessions: [Session]) {
        meter.pass(event.reason)
        guard packet.facts.contains(.hasPorts) else { return }
        let row = row(for: &packet.segment, sessions)
        records[row].see(&packet)
        records[row].pass(event.reason, &packet, isOpen: slotOfRow[row] >= 0)
        if event.reason == .duplicate { records[row].noteDuplicate(&packet) }
        if event.reason == .noSession { meter.refuse(&records[row].run, &packet.segment, round: round) }
    }

    /// Follows that a packet of `flow` broke its session because bytes before it are missing.
    mutating func leaveGap(_ event: Event, of flow: FlowKey) {
        if let row = row(of: flow) { records[row].leaveGap(from: event.second, to: event.first) }
    }

    /// Begins a new round.
    mutating func endRound() {
        round += 1
        meter.endRound(next: round)
    }

    /// Measures anew when these are other settings than before.
    mutating func apply(_ settings: ReceiveSettings) {
        if settings != meter.settings { meter = meter.restarted(with: settings, round: round) }
    }

    /// The row of the flow whose session is in `slot`, or nil when it was folded.
    @inline(__always)
    func row(of slot: Int) -> Int? {
        slot < recordOfSlot.count && recordOfSlot[slot] >= 0 ? Int(recordOfSlot[slot]) : nil
    }

    /// The row of the flow whose session is opened, new if need be.
    mutating func row(for flow: FlowKey, _ session: Session, _ moment: SessionsAsOf) -> Int {
        let hash = flow.mixed
        if let row = index.find(hash: hash, isMatch: { records[$0].flow == flow }) { return row }
        return begin(
            flow, hash: hash, sequence: SessionSummary(session).firstSequence, frame: session.firstFrame,
            time: session.firstTime, moment)
    }

    /// The row of the flow of a packet that passes, new if need be; the packet stays as it is.
    private mutating func row(for packet: inout Segment, _ sessions: [Session]) -> Int {
        let hash = packet.flow.mixed
        let flow = packet.flow
        if let row = index.find(hash: hash, isMatch: { records[$0].flow == flow }) { return row }
        return begin(
            flow, hash: hash, sequence: packet.sequence, frame: packet.index, time: packet.time,
            SessionsAsOf(sessions: sessions))
    }

    /// The record of a new flow, in a row that is unused, or that of the flow not seen for longest.
    private mutating func begin(
        _ flow: FlowKey, hash: UInt64, sequence: UInt32, frame: UInt64, time: Int64, _ moment: SessionsAsOf
    ) -> Int {
        let row = records.count < capacity ? records.count : fold(moment)
        if row == records.count {
            records.append(FlowRecord())
            slotOfRow.append(-1)
        } else {
            (records[row], slotOfRow[row]) = (FlowRecord(), -1)
        }
        records[row].begin(flow, sequence: sequence, frame: frame, time: time)
        index.insert(row, hash: hash)
        sightings.insert(Sighting(frame: frame, row: row))
        return row
    }

    /// Folds the flow not seen for longest into the older ones, and returns its row.
    private mutating func fold(_ moment: SessionsAsOf) -> Int {
        var row = 0
        while let first = sightings.popMin() {
            row = first.row
            let slot = Int(slotOfRow[row])
            let latest = slot < 0 ? records[row].lastFrame : moment.lastFrame(slot)
            if latest == first.frame { break }
            sightings.insert(Sighting(frame: latest, row: row))
        }
        if let flow = records[row].flow { index.remove(row, hash: flow.mixed) }
        foldLatency(of: row)
        if slotOfRow[row] >= 0 {
            recordOfSlot[Int(slotOfRow[row])] = -1
            meter.open(&records[row].run, continuing: nil, round: round)
        }
        if olderFlows == nil {
            olderFlows = records[row]
            olderFlows?.flow = nil
            olderFlows?.flushedLast = nil
        } else {
            olderFlows?.add(records[row])
        }
        return row
    }
}
