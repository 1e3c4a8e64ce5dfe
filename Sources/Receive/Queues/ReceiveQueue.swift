import Offload
import Packet

/// A receive queue: its poll rounds, its LRO manager, and what is counted of it.
///
/// The link is taken as saturated (the `backlog` model): a round is the queue's next `budget` frames, of
/// any kind, and ends with a flush of all sessions.
public struct ReceiveQueue: Sendable {
    /// The LRO manager of the queue.
    public private(set) var manager: Manager
    /// What became of each flow.
    public private(set) var ledger: FlowLedger
    /// How long packets were held.
    public private(set) var holds = HoldHistogram()
    /// What the frames say of the capture.
    public private(set) var captureStats = CaptureStats()
    /// Rounds that have ended.
    public private(set) var rounds: UInt64 = 0
    /// Frames taken in the round in progress, or in the one that ended, until the next frame.
    public private(set) var framesInRound = 0
    /// Packets delivered in that round.
    public private(set) var deliveriesInRound = 0
    /// Payload merged in that round.
    public private(set) var mergedBytesInRound: UInt64 = 0
    /// Whether that round has ended.
    public private(set) var isRoundOver = true
    /// Whether the ledger follows what happens.
    var followsFlows = true
    /// Whether the deliveries of a round that begins are kept.
    var keepsDeliveries = false
    /// The most sessions that were open at once in that round.
    public private(set) var peakSessions = 0

    /// How many frames are taken at once, at most.
    private static let vector = 128

    private var budget: Int
    private var copybreak: Int
    private var mtu: Int
    /// Events that the ledger and the meter have followed.
    private var followed = 0
    /// Those of them that were flushes.
    private var followedFlushes = 0

    /// A queue that has received nothing.
    init(_ settings: ReceiveSettings, flows: Int) {
        manager = Manager(settings.offload)
        ledger = FlowLedger(capacity: flows, settings)
        budget = settings.budget
        copybreak = settings.copybreak
        mtu = settings.offload.mtu
    }

    /// The number of the round in progress, or of the one that ended, from 0.
    public var round: UInt64 { isRoundOver && rounds > 0 ? rounds - 1 : rounds }

    /// The record in a row of the ledger, with what its open session holds.
    public func flowRecord(at row: Int) -> FlowRecord {
        var record = ledger.record(at: row)
        addOpenSession(to: &record)
        if row >= ledger.records.count {
            for slot in manager.table.slotsByAge where !ledger.hasRow(slot) {
                record.hold(SessionSummary(manager.table.sessions[slot]))
            }
        }
        return record
    }

    /// Adds to a flow's record what its open session holds, if there is one.
    func addOpenSession(to record: inout FlowRecord) {
        guard record.slot >= 0 else { return }
        record.hold(SessionSummary(manager.table.sessions[Int(record.slot)]))
        record.flushedLast = nil
    }

    /// What kept the flows from merging since the settings were last changed, the sessions that are open included.
    public var bottleneckMeter: BottleneckMeter {
        var meter = ledger.meter
        for slot in manager.table.slotsByAge {
            ledger.countOpening(of: manager.table.sessions[slot], slot, in: &meter)
        }
        return meter
    }

    /// What became of a flow so far, or nil when it is not remembered.
    public func flowRecord(of flow: FlowKey) -> FlowRecord? {
        ledger.row(of: flow).map { flowRecord(at: $0) }
    }

    /// Keeps deliveries from now on, and makes those of the round at hand anew if they were not kept.
    ///
    /// A round begins without sessions, so the same frames come to the same again.
    ///
    /// - Parameter frames: All frames of the round at hand, in which no setting was changed.
    mutating func keepDeliveries(of frames: [Descriptor]) {
        keepsDeliveries = true
        guard !manager.log.keepsDeliveries, frames.count == framesInRound, let last = frames.last else { return }
        let (copybreak, end) = (copybreak, isRoundOver ? manager.log.events.last : nil)
        manager.repeatRound { manager in
            for var packet in frames { Self.receive(&packet, &manager, copybreak: copybreak) }
            guard let end else { return }
            manager.flushAll(reason: end.reason, cause: last.index, notesSummaries: false)
            manager.log.note(end)
        }
    }

    /// Hands a packet to the LRO manager as the driver does.
    @inline(__always)
    private static func receive(_ packet: inout Descriptor, _ manager: inout Manager, copybreak: Int) {
        if copybreak > 0, packet.wireLength <= copybreak {
            manager.receiveSmall(&packet)
        } else {
            manager.receive(&packet)
        }
    }

    /// Takes the next frame, and ends the round with it if that fills the budget.
    @inline(__always)
    mutating func take(_ packet: inout Descriptor) {
        if isRoundOver { beginRound() }
        captureStats.see(&packet, mtu: mtu)
        holds.receive()
        Self.receive(&packet, &manager, copybreak: copybreak)
        peakSessions = max(peakSessions, manager.table.count)
        follow(&packet)
        countFrames(1, last: packet.index)
    }

    /// Whether frames are taken as they lie in memory.
    var takesFrames: Bool { copybreak == 0 && manager.takesFrames }

    /// Takes frames as they lie in memory from `place` on, as long as they are plain segments on Ethernet that join sessions
    /// or open some, no further than to the end of the round.
    ///
    /// - Returns: How many were taken; if none, the first has to be taken as a descriptor.
    mutating func take(_ frames: RawFrames, from place: Int) -> Int {
        if isRoundOver { beginRound() }
        // What happened with so few is still in the nearest cache when meters and ledger follow.
        let tally = manager.receive(frames, from: place, most: min(Self.vector, budget - framesInRound))
        let count = tally.frames
        guard count > 0 else { return 0 }
        let (first, end) = (followed, followed + count)
        followed = end
        holds.receive(count)
        if followsFlows { ledger.open(tally.opened, by: manager.log.events, from: first, manager.table.sessions) }
        var sessions = manager.table.count
        // A session that has reached a limit with the last frame was flushed.
        if manager.log.events.count != end {
            if manager.log.events[end - 1].kind == .appended { sessions += 1 }
            follow()
        }
        peakSessions = max(peakSessions, sessions)
        captureStats.see(plain: frames, from: place, tally, mtu: mtu)
        countFrames(count, last: frames.record(at: place + count - 1).index)
        return count
    }

    /// Counts frames that were taken, and ends the round with the last if that fills the budget.
    @inline(__always)
    private mutating func countFrames(_ count: Int, last index: UInt64) {
        framesInRound &+= count
        if framesInRound >= budget { endRound(reason: .pollEnd, cause: index) }
    }

    /// Ends the round in progress because the source has ended; does nothing between rounds.
    mutating func finish(cause: UInt64) {
        if !isRoundOver { endRound(reason: .sourceEnd, cause: cause) }
    }

    /// Takes new settings after `frame`, which some queue received last.
    mutating func apply(_ settings: ReceiveSettings, after frame: UInt64) {
        if settings.copybreak != copybreak { manager.flushAll(reason: .tuning, cause: frame) }
        manager.apply(settings.offload, after: frame)
        budget = settings.budget
        copybreak = settings.copybreak
        mtu = settings.offload.mtu
        follow()
        ledger.apply(settings)
        if !isRoundOver, framesInRound >= budget { endRound(reason: .pollEnd, cause: frame) }
    }

    /// Notes a change of a knob among the round's events.
    mutating func note(_ event: Event) {
        manager.log.note(event)
    }

    private mutating func beginRound() {
        // What was tuned before the first frame belongs to the first round: its record goes on.
        if rounds > 0 {
            manager.log.clear()
            followed = 0
            followedFlushes = 0
        }
        manager.log.keepsDeliveries = keepsDeliveries
        isRoundOver = false
        framesInRound = 0
        deliveriesInRound = 0
        mergedBytesInRound = 0
        peakSessions = 0
    }

    private mutating func endRound(reason: Reason, cause: UInt64) {
        var slot: Int?
        repeat {
            slot = manager.deliver(Self.vector, from: slot, reason: reason, cause: cause)
            followEnd()
        } while slot != nil
        holds.endRound()
        manager.log.note(
            Event(
                .roundEnded, frame: cause, reason: reason, first: UInt32(truncatingIfNeeded: framesInRound),
                second: UInt32(truncatingIfNeeded: deliveriesInRound)))
        ledger.endRound()
        isRoundOver = true
        rounds += 1
    }

    /// Lets ledger and meter follow the events since the last time, which `packet` caused.
    @inline(__always)
    private mutating func follow(_ packet: inout Descriptor) {
        let (first, end) = (followed, manager.log.events.count)
        followed = end
        for place in first..<end {
            let event = manager.log.events[place]
            switch event.kind {
            case .opened:
                if followsFlows { ledger.open(event.slot, of: packet.flow, manager.table.sessions) }
            case .passed:
                holds.pass()
                if followsFlows { ledger.pass(event, &packet, manager.table.sessions) }
                deliveriesInRound += 1
            case .flushed:
                follow(flush: place)
            case .broke:
                if followsFlows, event.reason == .gap { ledger.leaveGap(event, of: packet.flow) }
            case .appended, .roundEnded, .tuned:
                break
            }
        }
    }

    /// The same where no packet caused them: sessions were flushed, and nothing else.
    @inline(never)
    private mutating func follow() {
        let (first, end) = (followed, manager.log.events.count)
        followed = end
        for place in first..<end {
            if manager.log.events[place].kind == .flushed { follow(flush: place) }
        }
    }

    /// The same where the end of the round flushed sessions, which are still to be seen in their slots.
    @inline(__always)
    private mutating func followEnd() {
        let (first, end) = (followed, manager.log.events.count)
        followed = end
        deliveriesInRound += end - first
        guard followsFlows else { return }
        mergedBytesInRound &+= ledger.flush(manager.log.events, from: first, to: end, manager.table.sessions)
    }

    private mutating func follow(flush place: Int) {
        let event = manager.log.events[place]
        holds.release(manager.log.events, at: place)
        if followsFlows { ledger.flush(event, manager.log.summaries[followedFlushes]) }
        followedFlushes += 1
        deliveriesInRound += 1
        mergedBytesInRound &+= event.mergedBytes
    }
}
