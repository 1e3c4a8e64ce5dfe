import Offload
import Packet
import Settings
import Timing

/// A receive queue: its poll rounds, its LRO manager, and what looks on at them.
///
/// Its poll schedule says when a round ends, its flush policy what is flushed then; everything else is the manager's.
/// Observers follow the manager's log (see `Observers`).
public struct ReceiveQueue: Sendable {
    /// The LRO manager of the queue.
    public internal(set) var manager: Manager
    /// What became of each flow, as far as flows are observed.
    public package(set) var ledger: FlowLedger
    /// How long packets were held, as far as that is observed.
    public internal(set) var holds = HoldHistogram()
    /// What the frames say of the capture, as far as that is observed.
    public internal(set) var captureStats = CaptureStats()
    /// What is known of its packets in time; nil without a clock.
    public internal(set) var times: QueueTimes?
    /// Whether its latest packets and polls are kept.
    package internal(set) var keepsTimeline = false
    /// Rounds that have ended.
    public private(set) var rounds: UInt64 = 0
    /// Frames taken in the round in progress, or in the one that ended, until the next frame.
    public private(set) var framesInRound = 0
    /// Packets delivered in that round.
    public internal(set) var deliveriesInRound = 0
    /// Payload merged in that round, as far as flows are observed.
    public internal(set) var mergedBytesInRound: UInt64 = 0
    /// Whether that round has ended.
    public private(set) var isRoundOver = true
    /// What looks on.
    let observers: Observers
    /// Whether the deliveries of a round that begins are kept.
    package var keepsDeliveries = false
    /// The frame that was received last.
    private(set) var lastFrame: UInt64 = 0
    /// The most sessions that were open at once in that round.
    public private(set) var peakSessions = 0

    /// How many frames are taken at once, at most.
    private static let batchLimit = 128

    /// When rounds end.
    private var schedule: PollSchedule
    private var copybreak: Int
    private var mtu: Int
    /// Events of the round that the observers have followed.
    var eventsSeen = 0
    /// Session summaries of the round that they have followed.
    var summariesSeen = 0

    /// A queue that has received nothing.
    package init(_ settings: ReceiveSettings, flows: Int, observers: Observers) {
        self.observers = observers
        manager = Manager(settings.offload)
        ledger = FlowLedger(capacity: flows, settings)
        schedule = PollSchedule(settings)
        copybreak = settings.copybreak
        mtu = settings.offload.mtu
        if settings.clock.arrivals != .backlog {
            times = QueueTimes(notesLatencies: observers.contains(.latencies))
        }
    }

    /// The number of the round in progress, or of the one that ended, from 0.
    public var round: UInt64 { isRoundOver && rounds > 0 ? rounds - 1 : rounds }

    /// Keeps deliveries from now on, and makes those of the round at hand anew if they were not kept.
    ///
    /// Where a round begins without sessions, its frames come to the same again.
    ///
    /// - Parameter frames: All frames of the round at hand, in which no setting was changed.
    package mutating func keepDeliveries(of frames: [Descriptor]) {
        keepsDeliveries = true
        guard schedule != .clock, !manager.log.keepsDeliveries, frames.count == framesInRound,
            let last = frames.last
        else { return }
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
            manager.receiveCopied(&packet)
        } else {
            manager.receive(&packet)
        }
    }

    /// Receives the next frame, and ends the round with it if the schedule says so.
    @inline(__always)
    package mutating func receive(_ packet: inout Descriptor) {
        if isRoundOver { beginRound() }
        Self.receive(&packet, &manager, copybreak: copybreak)
        peakSessions = max(peakSessions, manager.table.count)
        observe(&packet, mtu: mtu)
        countFrames(1, last: packet.index)
    }

    /// Whether the fast path is open.
    var takesFrames: Bool { copybreak == 0 && manager.takesFrames }

    /// Receives frames as they lie in memory from `place` on by the fast path, no further than to the end of the round.
    ///
    /// - Returns: How many were taken; if none, the first has to be received as a descriptor.
    mutating func receiveStretch(of frames: RawFrames, from place: Int) -> Int {
        if isRoundOver { beginRound() }
        // What happened with so few is still in the nearest cache when the observers follow.
        let most = min(Self.batchLimit, schedule.framesLeft(after: framesInRound))
        let result = manager.receive(frames, from: place, most: most)
        guard result.frames > 0 else { return 0 }
        peakSessions = max(peakSessions, observe(result, of: frames, from: place, mtu: mtu))
        countFrames(result.frames, last: frames.record(at: place + result.frames - 1).index)
        return result.frames
    }

    /// Counts frames that were received, and ends the round with the last if the schedule says so.
    @inline(__always)
    private mutating func countFrames(_ count: Int, last index: UInt64) {
        framesInRound &+= count
        lastFrame = index
        if let reason = schedule.end(after: framesInRound) { endRound(reason: reason, cause: index) }
    }

    /// Ends the round in progress because the source has ended; does nothing between rounds.
    package mutating func finish(cause: UInt64) {
        if !isRoundOver { endRound(reason: .sourceEnd, cause: cause) }
    }

    /// Takes new settings after `frame`, which some queue received last.
    package mutating func apply(_ settings: ReceiveSettings, after frame: UInt64) {
        if settings.copybreak != copybreak { manager.flushAll(reason: .tuning, cause: frame) }
        manager.apply(settings.offload, after: frame)
        schedule = PollSchedule(settings)
        copybreak = settings.copybreak
        mtu = settings.offload.mtu
        observeFlushes()
        ledger.apply(settings)
        if !isRoundOver, let reason = schedule.end(after: framesInRound) { endRound(reason: reason, cause: frame) }
    }

    /// Notes a change of a knob among the round's events.
    package mutating func note(_ event: Event) {
        manager.log.note(event)
    }

    mutating func beginRound() {
        // What was tuned before the first frame belongs to the first round: its record goes on.
        if rounds > 0 {
            manager.log.clear()
            eventsSeen = 0
            summariesSeen = 0
        }
        manager.log.keepsDeliveries = keepsDeliveries
        isRoundOver = false
        framesInRound = 0
        deliveriesInRound = 0
        mergedBytesInRound = 0
        peakSessions = manager.table.count
        times?.beginRound()
    }

    private mutating func endRound(reason: Reason, cause: UInt64) {
        flushAll(reason: reason, cause: cause)
        closeRound(reason: reason, cause: cause)
    }

    /// Ends the round in progress, whatever is still open.
    mutating func closeRound(reason: Reason, cause: UInt64) {
        manager.log.note(
            Event(
                .roundEnded, frame: cause, reason: reason, first: UInt32(truncatingIfNeeded: framesInRound),
                second: UInt32(truncatingIfNeeded: deliveriesInRound)))
        observeEnd()
        isRoundOver = true
        rounds += 1
    }

    /// Flushes all sessions, in stretches of which the observers follow each while it is in the nearest cache.
    mutating func flushAll(reason: Reason, cause: UInt64) {
        var slot: Int?
        repeat {
            slot = manager.deliver(Self.batchLimit, from: slot, reason: reason, cause: cause)
            observeFlushes(isEnd: true)
        } while slot != nil
    }
}
