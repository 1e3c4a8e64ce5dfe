import Capture
import Frames
import Offload
import Packet
import Queues
import Receive

/// The state of a recorder: what was held and delivered, on its way into the capture.
struct DeliveryRecording: ~Copyable {
    var writer: CaptureWriter
    private(set) var packets: UInt64 = 0
    /// Whether a packet had no room, so that the capture ends before it.
    private(set) var isFull = false

    private let limit: Int
    private var follower: DeliveryFollower
    /// What happened to the frames of queues, and was not looked at yet.
    private var steps: [(queue: Int, step: QueueFollower.Step)] = []
    /// The bytes that each queue's sessions hold, by slot.
    private var held: [[Int: HeldBytes]]
    /// With a clock, the frames that have arrived and were not taken from their ring.
    private var waiting: [UInt64: TakenFrame] = [:]
    /// With a clock, packets that are delivered later than anything that can still happen is known.
    private var due: [DuePacket] = []

    /// A recorder of what a run delivers from now on, with the writer of its capture.
    init(writer: consuming CaptureWriter, limit: Int, _ runner: Runner) {
        self.writer = writer
        self.limit = limit
        let queues = runner.pipeline.queues
        follower = DeliveryFollower(queues: queues.count)
        held = Array(repeating: [:], count: queues.count)
        for (queue, state) in queues.enumerated() {
            follower.begin(state, queue: queue)
            for slot in state.manager.table.slotsByAge {
                held[queue][slot] = HeldBytes(unseen: state.manager.table.sessions[slot].key, link: runner.facts.link)
            }
            // What the round at hand delivered is not ours, but what its sessions hold will be.
            note(state, queue: queue)
        }
        for (queue, step) in steps {
            switch step {
            case .held(let event): hold(event, runner, queue: queue)
            case .delivered(let packet): held[queue][packet.delivery.slot ?? -1] = nil
            }
        }
        steps.removeAll()
    }

    /// Notes what has happened at a queue.
    mutating func note(_ state: ReceiveQueue, queue: Int) {
        while let step = follower.next(state, queue: queue) { steps.append((queue, step)) }
    }

    /// Keeps the latest frame until it is taken from its ring.
    mutating func keepLatestFrame(_ runner: Runner) {
        let frame = runner.pipeline.lastFrame
        waiting[frame] = runner.takenFrame(frame)
    }

    /// Writes what was delivered since the last call; see `DeliveryRecorder.follow`.
    mutating func follow(_ runner: Runner, queue: Int?) throws(SourceError) {
        if let queue {
            note(runner.pipeline.queues[queue], queue: queue)
        } else {
            for (queue, state) in runner.pipeline.queues.enumerated() { note(state, queue: queue) }
        }
        // Handed over, not copied.
        var steps: [(queue: Int, step: QueueFollower.Step)] = []
        swap(&steps, &self.steps)
        for (queue, step) in steps {
            switch step {
            case .held(let event): hold(event, runner, queue: queue)
            case .delivered(let packet): try deliver(packet, runner)
            }
        }
        steps.removeAll(keepingCapacity: true)
        swap(&steps, &self.steps)
        if let clock = runner.pipeline.clock { try writeDue(before: runner.isOver ? .max : clock.time) }
    }

    /// A frame of the run, taken from those that are kept.
    private mutating func take(_ frame: UInt64, _ runner: Runner) -> TakenFrame? {
        waiting.removeValue(forKey: frame) ?? runner.takenFrame(frame)
    }

    private mutating func hold(_ event: Event, _ runner: Runner, queue: Int) {
        let taken = take(event.frame, runner)
        if event.kind == .opened {
            let sessions = runner.pipeline.queues[queue].manager.table.sessions
            // What is neither in the batch nor in the table was delivered long ago.
            let unseen =
                sessions.indices.contains(event.slot)
                ? HeldBytes(unseen: sessions[event.slot].key, link: runner.facts.link) : nil
            held[queue][event.slot] = taken.map { HeldBytes(opening: $0) } ?? unseen
        } else if let taken {
            held[queue][event.slot]?.append(taken)
        } else {
            held[queue][event.slot]?.appendUnseen()
        }
    }

    private mutating func deliver(_ packet: DeliveredPacket, _ runner: Runner) throws(SourceError) {
        var due = DuePacket(packet, comment: packet.comment(runner.numbers))
        if let slot = packet.delivery.slot, let session = held[packet.queue].removeValue(forKey: slot) {
            due.setBytes(of: session, packet)
        } else if let taken = packet.frames.first.flatMap({ take($0, runner) }) {
            due.setBytes(of: taken)
        }
        if !due.notes.isAggregate {
            due.notes.origin.setWhole(packet.delivery, mtu: runner.pipeline.settings.offload.mtu)
        }
        guard let times = packet.times, let clock = runner.pipeline.clock else {
            // What flushes a session has been taken just now; only a frame far back would be gone.
            due.time = runner.captureTime(of: packet.delivery.cause) ?? runner.captureStats.lastTime
            return try write(due)
        }
        due.at = times.at
        due.time = clock.arrivals.firstStamp.addingReportingOverflow(times.at).partialValue
        self.due.append(due)
    }

    /// Writes the packets that were delivered before a time, by time and queue.
    private mutating func writeDue(before end: Int64) throws(SourceError) {
        guard due.contains(where: { $0.at < end }) else { return }
        var packets = due.enumerated().filter { $0.element.at < end }
        packets.sort {
            ($0.element.at, $0.element.queue, $0.offset) < ($1.element.at, $1.element.queue, $1.offset)
        }
        due.removeAll { $0.at < end }
        for packet in packets { try write(packet.element) }
    }

    private mutating func write(_ packet: DuePacket) throws(SourceError) {
        // A capture that left out one packet would not be one of what was delivered.
        if isFull { return }
        let fits = try writer.write(
            packet.bytes, wireLength: packet.wireLength, time: packet.time, interface: packet.queue, link: packet.link,
            comment: packet.comment, notes: packet.notes, limit: limit)
        if fits { packets += 1 } else { isFull = true }
    }
}
