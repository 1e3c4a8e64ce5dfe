import Offload
import Packet
import Queues
import Settings
import Timing

/// The receive path of a NIC: frames go through RSS to a queue, whose poll rounds hand them to its LRO manager.
///
/// A value without clock or screen: a copy is a checkpoint, and the same frames and settings give the
/// same deliveries.
public struct Pipeline: Sendable {
    /// What it is set up with now.
    public private(set) var settings: ReceiveSettings
    /// The receive queues.
    public internal(set) var queues: [ReceiveQueue]
    /// Frames received by all queues.
    public internal(set) var received: UInt64 = 0
    /// The frame received last.
    public internal(set) var lastFrame: UInt64 = 0

    /// What had been counted when the settings were last changed.
    public private(set) var lastChange = LastChange()

    /// The receive path in time; nil with `backlog`, which needs none.
    public internal(set) var clock: VirtualClock?

    var rss: RSS

    /// A receive path that has received nothing.
    ///
    /// - Parameters:
    ///   - settings: What it is set up with.
    ///   - keepsDeliveries: Whether the deliveries of the rounds at hand are kept.
    ///   - observers: What looks on at each queue.
    public init(_ settings: ReceiveSettings, keepsDeliveries: Bool = false, observers: Observers = .all) {
        self.settings = settings
        rss = RSS(queues: settings.queues, isNeeded: settings.asksForHash, followsCapture: settings.followsCapture)
        let flows = max(1, settings.flows / max(1, settings.queues))
        // With a clock, times tell how long packets are held, also those that stay beyond their round.
        let observers = settings.clock.arrivals == .backlog ? observers : observers.subtracting(.holds)
        queues = (0..<max(1, settings.queues)).map { _ in
            var queue = ReceiveQueue(settings, flows: flows, observers: observers)
            queue.keepsDeliveries = keepsDeliveries
            return queue
        }
        if settings.clock.arrivals != .backlog { clock = VirtualClock(settings) }
    }

    /// Rounds of all queues that have ended.
    public var rounds: UInt64 { queues.reduce(0) { $0 + $1.rounds } }

    /// Takes a frame, notes its RSS hash in it, and returns the number of the queue it went to.
    @inline(__always)
    @discardableResult
    public mutating func take(_ packet: inout Descriptor) -> Int {
        let queue = rss.steer(&packet)
        queues[queue].receive(&packet)
        received += 1
        lastFrame = packet.index
        return queue
    }

    /// Ends the rounds in progress, in queue order, because the source has ended; with a clock lets all happen that is
    /// due.
    public mutating func finish(observer: PollObserver? = nil) {
        guard clock == nil else {
            clock?.finish(&queues, observer)
            return
        }
        for queue in queues.indices { queues[queue].finish(cause: lastFrame) }
    }

    /// Keeps no deliveries of rounds that begin from now on.
    public mutating func stopKeepingDeliveries() {
        for queue in queues.indices { queues[queue].keepsDeliveries = false }
    }

    /// Keeps deliveries again, and makes those of the rounds at hand anew.
    ///
    /// - Parameter frames: All frames of the round at hand, of each queue.
    public mutating func keepDeliveries(of frames: [[Descriptor]]) {
        for queue in queues.indices { queues[queue].keepDeliveries(of: frames[queue]) }
    }

    /// Keeps the latest packets and polls of each queue in time from now on; without a clock nothing.
    public mutating func keepTimelines() {
        let capacity = min(4096, max(128, 16_384 / queues.count))
        for queue in queues.indices { queues[queue].keepTimeline(capacity: capacity) }
    }

    /// Takes new settings between two frames, for all queues at once; what cannot be tuned stays.
    ///
    /// Each setting that changes is an event in every queue's record.
    public mutating func apply(_ new: ReceiveSettings) {
        var new = new
        // When frames arrive, and who polls, is not turned while they do.
        new.clock = settings.clock
        for setting in Setting.allCases where new[setting] != settings[setting] {
            guard setting.isTunable else {
                new[setting] = settings[setting]
                continue
            }
            let value = UInt32(truncatingIfNeeded: new[setting])
            let event = Event(.tuned, frame: lastFrame, first: setting.number, second: value)
            for queue in queues.indices { queues[queue].note(event) }
        }
        if clock == nil {
            for queue in queues.indices { queues[queue].apply(new, after: lastFrame) }
        } else {
            clock?.apply(new, after: lastFrame, &queues)
        }
        // What the change itself flushed was still merged under the settings before.
        if new != settings { lastChange = LastChange(self) }
        settings = new
        rss.isNeeded = new.asksForHash
    }

    /// Changes one setting between two frames.
    public mutating func set(_ setting: Setting, to value: Int) {
        var new = settings
        new[setting] = value
        apply(new)
    }

    /// What all queues counted.
    public var counters: Counters {
        queues.reduce(into: Counters()) { $0.add($1.manager.counters) }
    }

    /// What the frames of all queues say of the capture.
    public var captureStats: CaptureStats {
        queues.reduce(into: CaptureStats()) { $0.add($1.captureStats) }
    }

    /// The latencies of the packets of all queues; nil without a clock.
    ///
    /// - Complexity: O(*n*) in the number of latencies that differ.
    public var latencies: LatencyTally? {
        guard clock != nil else { return nil }
        return queues.reduce(into: LatencyTally()) { sum, queue in queue.times.map { sum.add($0.latencies) } }
    }

    /// How long the packets of all queues were held, in frames; nothing with a clock, where it is their latency.
    public var holds: HoldHistogram {
        queues.reduce(into: HoldHistogram()) { $0.add($1.holds) }
    }
}
