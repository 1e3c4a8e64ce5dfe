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
    public private(set) var holds: HoldMeter
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
    /// The most sessions that were open at once in that round.
    public private(set) var peakSessions = 0

    private var budget: Int
    private var copybreak: Int
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
        holds = HoldMeter(budget: settings.budget)
    }

    /// The number of the round in progress, or of the one that ended, from 0.
    public var round: UInt64 { isRoundOver && rounds > 0 ? rounds - 1 : rounds }

    /// The record in a row of the ledger, with what its open session holds.
    public func flowRecord(at row: Int) -> FlowRecord {
        var record = ledger.record(at: row)
        if record.slot >= 0 { record.join(Closing(manager.table.sessions[Int(record.slot)])) }
        return record
    }

    /// What became of a flow so far, or nil when it is not remembered.
    public func flowRecord(of flow: FlowKey) -> FlowRecord? {
        ledger.row(of: flow).map { flowRecord(at: $0) }
    }

    /// Keeps the round's deliveries from now on.
    mutating func keepDeliveries() { manager.record.keepsDeliveries = true }

    /// Takes the next frame, and ends the round with it if that fills the budget.
    @inline(__always)
    mutating func take(_ packet: inout Descriptor) {
        if isRoundOver { beginRound() }
        framesInRound += 1
        holds.receive()
        if copybreak > 0, packet.wireLength <= copybreak {
            manager.receiveSmall(&packet)
        } else {
            manager.receive(&packet)
        }
        peakSessions = max(peakSessions, manager.table.count)
        follow(&packet)
        if framesInRound >= budget { endRound(reason: .pollEnd, cause: packet.index) }
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
        holds.widen(budget: budget)
        follow()
        ledger.apply(settings)
        if !isRoundOver, framesInRound >= budget { endRound(reason: .pollEnd, cause: frame) }
    }

    /// Notes a change of a knob among the round's events.
    mutating func note(_ event: Event) {
        manager.record.note(event)
    }

    private mutating func beginRound() {
        // What was tuned before the first frame belongs to the first round: its record goes on.
        if rounds > 0 {
            manager.record.clear()
            followed = 0
            followedFlushes = 0
        }
        isRoundOver = false
        framesInRound = 0
        deliveriesInRound = 0
        mergedBytesInRound = 0
        peakSessions = 0
    }

    private mutating func endRound(reason: Reason, cause: UInt64) {
        manager.flushAll(reason: reason, cause: cause)
        follow()
        manager.record.note(
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
        let (first, end) = (followed, manager.record.events.count)
        followed = end
        for place in first..<end {
            let event = manager.record.events[place]
            holds.follow(event)
            switch event.kind {
            // Most packets join a session, or open one, and there is nothing more to note.
            case .appended: break
            case .opened: ledger.open(event, packet: &packet, manager.table.sessions)
            default:
                ledger.follow(event, packet: &packet, manager.table.sessions)
                count(event)
            }
        }
    }

    /// The same where no packet caused them: sessions were flushed, and nothing else.
    private mutating func follow() {
        let (first, end) = (followed, manager.record.events.count)
        followed = end
        for place in first..<end {
            let event = manager.record.events[place]
            holds.follow(event)
            count(event)
        }
    }

    @inline(__always)
    private mutating func count(_ event: Event) {
        switch event.kind {
        case .flushed:
            ledger.flush(event, manager.record.closings[followedFlushes])
            followedFlushes += 1
            deliveriesInRound += 1
            if event.packets > 1 { mergedBytesInRound += UInt64(event.first) }
        case .passed:
            deliveriesInRound += 1
        default:
            break
        }
    }
}
