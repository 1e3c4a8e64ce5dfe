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
    private var oldest: Int32 = -1
    private var newest: Int32 = -1

    /// A ledger for `capacity` flows, at least one, of a queue set up with `settings`.
    init(capacity: Int, _ settings: ReceiveSettings) {
        self.capacity = max(1, capacity)
        losses = LossMeter(settings)
    }

    /// How many rows there are: a flow each, and behind them the older flows, if there are any.
    public var rows: Int { records.count + (olderFlows == nil ? 0 : 1) }

    /// The record in a row: a flow's, or behind them that of the older flows.
    public func record(at row: Int) -> FlowRecord {
        records.indices.contains(row) ? records[row] : olderFlows ?? FlowRecord()
    }

    /// What became of a flow so far, or nil when it is not remembered.
    public func record(of flow: FlowKey) -> FlowRecord? {
        index.find(hash: flow.mixed) { records[$0].flow == flow }.map { records[$0] }
    }

    /// Follows what the manager did; `packet` is the frame that the event is about.
    @inline(__always)
    mutating func follow(_ event: Event, packet: Descriptor) {
        switch event.kind {
        case .opened:
            let row = see(packet)
            while recordOfSlot.count <= event.slot { recordOfSlot.append(-1) }
            recordOfSlot[event.slot] = Int32(row)
            records[row].slot = Int32(event.slot)
            records[row].packets += 1
            records[row].payloadBytes += UInt64(event.first)
            let last = records[row].nextSequence == event.second ? records[row].flushedLast : nil
            losses.open(&records[row].run, continuing: last, round: round)
            records[row].flushedLast = nil
            records[row].nextSequence = event.second &+ event.first
        case .appended:
            touch(event.slot)
            update(event.slot) {
                $0.nextSequence &+= event.first
                $0.packets += 1
                $0.payloadBytes += UInt64(event.first)
                $0.see(packet)
            }
        case .passed:
            losses.pass(event.reason)
            guard packet.facts.contains(.hasPorts) else { return }
            let row = see(packet)
            records[row].packets += 1
            records[row].countDelivery(packets: 1)
            records[row].payloadBytes += UInt64(packet.countedPayload)
            records[row].passedBy[event.reason] += 1
            records[row].flushedLast = nil
            if event.reason == .noSession { losses.refuse(&records[row].run, packet, round: round) }
        case .flushed:
            flush(event)
        case .broke, .roundEnded, .tuned:
            break
        }
    }

    /// Follows a flush that no packet caused.
    mutating func flush(_ event: Event) {
        losses.countFlush(event.reason)
        if let row = row(of: event.slot) { losses.flush(&records[row].run, event, round: round) }
        update(event.slot) {
            $0.countDelivery(packets: event.packets)
            $0.flushedBy[event.reason] += 1
            $0.flushedLast = event.reason
            $0.slot = -1
            if event.packets > 1 {
                $0.note(event.alterations)
                $0.aggregates += 1
                $0.mergedBytes += UInt64(event.first)
            }
        }
    }

    /// Begins a new round.
    mutating func endRound() {
        losses.endRound()
        round += 1
    }

    /// Measures losses anew when these are other settings than before.
    mutating func apply(_ settings: ReceiveSettings) {
        if settings != losses.settings { losses = losses.restarted(with: settings) }
    }

    /// The row of the flow whose session is in `slot`, or nil when it was folded.
    @inline(__always)
    private func row(of slot: Int) -> Int? {
        slot < recordOfSlot.count && recordOfSlot[slot] >= 0 ? Int(recordOfSlot[slot]) : nil
    }

    /// Changes the record of the session in `slot`, wherever it is now.
    @inline(__always)
    private mutating func update(_ slot: Int, _ change: (inout FlowRecord) -> Void) {
        if let row = row(of: slot) {
            change(&records[row])
        } else {
            var older = olderFlows ?? FlowRecord()
            change(&older)
            olderFlows = older
        }
    }

    /// The record of the packet's flow, new if need be, as the one seen last.
    @inline(__always)
    private mutating func see(_ packet: Descriptor) -> Int {
        let hash = packet.flow.mixed
        if let row = index.find(hash: hash, isMatch: { records[$0].flow == packet.flow }) {
            records[row].see(packet)
            makeNewest(row)
            return row
        }
        let row = newRow()
        records[row].begin(with: packet)
        records[row].see(packet)
        index.insert(row, hash: hash)
        linkAsNewest(row)
        return row
    }

    /// Notes that the flow of the session in `slot` was seen.
    @inline(__always)
    private mutating func touch(_ slot: Int) {
        if let row = row(of: slot) { makeNewest(row) }
    }

    @inline(__always)
    private mutating func makeNewest(_ row: Int) {
        if newest == Int32(row) { return }
        unlink(row)
        linkAsNewest(row)
    }

    /// A row to write a new flow into: unused, or that of the flow not seen for longest.
    private mutating func newRow() -> Int {
        if records.count < capacity {
            records.append(FlowRecord())
            return records.count - 1
        }
        let row = Int(oldest)
        unlink(row)
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
        records[row] = FlowRecord()
        return row
    }

    private mutating func unlink(_ row: Int) {
        let (older, newer) = (records[row].older, records[row].newer)
        if older >= 0 { records[Int(older)].newer = newer } else { oldest = newer }
        if newer >= 0 { records[Int(newer)].older = older } else { newest = older }
    }

    private mutating func linkAsNewest(_ row: Int) {
        records[row].older = newest
        records[row].newer = -1
        if newest >= 0 { records[Int(newest)].newer = Int32(row) }
        newest = Int32(row)
        if oldest < 0 { oldest = Int32(row) }
    }
}
