import Packet
import Queues
import Settings
import Timing

/// The receive path in time: arrivals, interrupts, rings, CPUs and timers, in whole nanoseconds from the arrival of the
/// first frame.
///
/// It is open loop and deterministic, and reads no clock of the machine. CPUs know nothing of each other: each goes on
/// as far as frames have arrived.
public struct VirtualClock: Sendable {
    /// When frames arrive.
    public internal(set) var arrivals: ArrivalTimes
    /// The CPUs; queue `q` is on CPU `q mod cpus.count`.
    public internal(set) var cpus: [CPUClock]
    /// When all has happened, after the end of the source.
    public internal(set) var end: Int64 = 0

    /// Where each queue is: its CPU, and its place there.
    private let places: [(cpu: Int, place: Int)]
    /// The frames that are arriving.
    private var arriving: ArrivingFrames

    init(_ settings: ReceiveSettings) {
        let (clock, knobs) = (settings.clock, QueueKnobs(settings))
        arrivals = ArrivalTimes(clock.arrivals)
        let count = min(max(1, clock.cpus ?? settings.queues), max(1, settings.queues))
        places = (0..<max(1, settings.queues)).map { ($0 % count, $0 / count) }
        arriving = ArrivingFrames(cpus: count)
        cpus = (0..<count).map { cpu in
            let queues = stride(from: cpu, to: settings.queues, by: count)
            return CPUClock(queues.map { QueueClock($0, clock, knobs) }, clock)
        }
    }

    /// The share of all time in which a CPU of it was busy, from 0 to 1.
    public func share(of cpu: CPUClock) -> Double { time == 0 ? 0 : Double(cpu.busy) / Double(time) }

    /// Frames that found a ring full.
    public var dropped: Int { cpus.reduce(0) { $0 + $1.queues.reduce(0) { $0 + $1.dropped } } }

    /// The clock of a queue.
    public func queue(_ number: Int) -> QueueClock { cpus[places[number].cpu].queues[places[number].place] }

    /// The time as far as it has come: that of the latest arrival, and behind the end of the source of all.
    public var time: Int64 { max(arrivals.latest ?? 0, end) }

    /// Takes the next frame, when it arrives, after all that happens before; what is left of it then means nothing.
    mutating func take(
        _ packet: inout Descriptor, queue: Int, _ queues: inout [ReceiveQueue], _ observer: PollObserver?
    ) {
        let time = arrivals.next(stamp: packet.time, length: packet.wireLength)
        let (cpu, place) = places[queue]
        if observer != nil {
            // Who looks on sees all of them.
            for cpu in cpus.indices { cpus[cpu].advance(until: time, &queues, observer) }
        } else {
            cpus[cpu].advance(until: time, &queues, nil)
        }
        let hasEntered = cpus[cpu].enter(&packet, at: time, place: place)
        if !hasEntered { queues[queue].noteDropped(packet, at: time) }
    }

    /// Takes the next frames, when they arrive, with all that happens before the last of them.
    mutating func take(
        _ frames: RawFrames, _ rss: inout RSS, _ queues: inout [ReceiveQueue], _ observer: PollObserver?
    ) {
        for place in 0..<frames.count {
            frames.prefetch(place &+ 16)
            let (cpu, queue) = places[arriving.steer(place, of: frames, &rss)]
            let record = frames.record(at: place)
            let time = arrivals.next(stamp: record.time, length: Int(record.wireLength))
            arriving.append(
                ArrivingFrames.Arrival(time: time, frame: Int32(place), queue: Int32(queue)), cpu: cpu)
        }
        let end = arrivals.latest ?? 0
        arriving.withFrames(frames) { frames in
            for cpu in cpus.indices {
                cpus[cpu].take(arriving.arrivals[cpu], of: frames, until: end, &queues, observer)
            }
        }
        arriving.removeAll()
    }

    /// Takes new settings at the arrival of the latest frame, before what happens then.
    mutating func apply(_ settings: ReceiveSettings, after frame: UInt64, _ queues: inout [ReceiveQueue]) {
        let time = arrivals.latest ?? 0
        for cpu in cpus.indices {
            cpus[cpu].advance(until: time, &queues, nil)
            cpus[cpu].apply(settings, at: time, after: frame, &queues)
        }
    }

    /// Lets all happen that is due without further frames, and flushes what is open then.
    mutating func finish(_ queues: inout [ReceiveQueue], _ observer: PollObserver?) {
        let latest = arrivals.latest ?? 0
        for cpu in cpus.indices { cpus[cpu].advance(until: .never, &queues, observer) }
        let last = cpus.reduce(latest) { max($0, $1.now) }
        for cpu in cpus.indices { cpus[cpu].finish(at: last, &queues, observer) }
        end = cpus.reduce(last) { max($0, $1.now) }
    }
}
