import Capture
import Frames
import Offload
import Packet
import Receive
import Synchronization

/// The writer of a capture of what a receive path delivers: rewritten headers, merged payload, and why as a comment.
///
/// It must look after every frame that a runner takes, and once more at the end; the runner must keep bytes, and its
/// pipeline deliveries. Payload is kept only while it is held.
public final class DeliveryRecorder: Sendable {
    /// The file as it is shown.
    public let name: String
    private let recording: Mutex<Recording>

    /// Begins a capture of what `runner` delivers from now on.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard output. One that ends in `.pcap` is classic pcap, without comments.
    ///   - runner: The run, whose open sessions are looked at as far as their frames are still in its batch.
    ///   - application: The program with its version.
    ///   - replaces: Whether a file that exists may be overwritten.
    ///   - source: The capture that is read, which is never overwritten.
    /// - Throws: That the file cannot be written.
    public init(
        path: String, _ runner: Runner, application: String, replaces: Bool = false, source: String? = nil
    ) throws(SourceError) {
        let queues = runner.pipeline.queues.indices
        let notes = CaptureWriter.Notes(
            application: application, comment: "\(application) \(runner.commandLine)",
            interfaces: queues.map { "queue \($0)" })
        let writer = try CaptureWriter(
            path: path, link: runner.facts.link, notes: notes, replaces: replaces, source: source)
        name = writer.name
        var recording = Recording(writer: writer, queues: queues.count)
        for queue in queues { recording.catchUp(runner, queue: queue) }
        self.recording = Mutex(recording)
    }

    /// The packets written so far.
    public var packets: UInt64 { recording.withLock { $0.packets } }

    /// Writes what `queue` delivered since the last call.
    ///
    /// - Throws: That it cannot be written; the capture ends with what could be.
    public func follow(_ runner: Runner, queue: Int) throws(SourceError) {
        try recording.withLock { (recording) throws(SourceError) in try recording.follow(runner, queue: queue) }
    }

    /// Writes what all queues delivered since the last call.
    public func follow(_ runner: Runner) throws(SourceError) {
        for queue in runner.pipeline.queues.indices { try follow(runner, queue: queue) }
    }

    /// Writes out what is still in memory.
    public func flush() throws(SourceError) {
        try recording.withLock { (recording) throws(SourceError) in try recording.writer.flush() }
    }
}

/// The state of a recorder.
private struct Recording: ~Copyable {
    var writer: CaptureWriter
    private(set) var packets: UInt64 = 0

    private var follower: DeliveryFollower
    /// The bytes that each queue's sessions hold, by slot.
    private var held: [[Int: HeldBytes]]

    init(writer: consuming CaptureWriter, queues: Int) {
        self.writer = writer
        follower = DeliveryFollower(queues: queues)
        held = Array(repeating: [:], count: queues)
    }

    /// Looks at the round of `queue` so far: what it delivered is not ours, but what its sessions hold will be.
    mutating func catchUp(_ runner: Runner, queue: Int) {
        while let step = follower.next(runner.pipeline, queue: queue) {
            switch step {
            case .held(let event): hold(event, runner, queue: queue)
            case .delivered(let packet): held[queue][packet.delivery.slot ?? -1] = nil
            }
        }
    }

    mutating func follow(_ runner: Runner, queue: Int) throws(SourceError) {
        while let step = follower.next(runner.pipeline, queue: queue) {
            switch step {
            case .held(let event): hold(event, runner, queue: queue)
            case .delivered(let packet): try write(packet, runner)
            }
        }
    }

    private mutating func hold(_ event: Event, _ runner: Runner, queue: Int) {
        let taken = runner.takenFrame(event.frame)
        if event.kind == .opened {
            let sessions = runner.pipeline.queues[queue].manager.table.sessions
            // What is neither in the batch nor in the table was delivered long ago.
            let unseen =
                sessions.indices.contains(event.slot)
                ? HeldBytes(unseen: sessions[event.slot].key, link: runner.facts.link) : nil
            held[queue][event.slot] = taken.map { HeldBytes(opening: $0.packet, $0.bytes) } ?? unseen
        } else if let taken {
            held[queue][event.slot]?.append(taken.packet, taken.bytes)
        } else {
            held[queue][event.slot]?.appendUnseen()
        }
    }

    private mutating func write(_ packet: DeliveredPacket, _ runner: Runner) throws(SourceError) {
        var frame: (bytes: ArraySlice<UInt8>, wireLength: Int) = ([], 0)
        var comment = packet.comment
        if let slot = packet.delivery.slot, let session = held[packet.queue].removeValue(forKey: slot) {
            let merged = packet.frame(session)
            frame = (merged.bytes[...], merged.wireLength)
            if session.hole == .unseen { comment += " · some of it came before the recording" }
        } else if let taken = packet.frames.first.flatMap({ runner.takenFrame($0) }) {
            frame = (taken.bytes, taken.packet.wireLength)
        }
        // What flushes a session has been taken just now; only a frame far back would be gone.
        let time = runner.captureTime(of: packet.delivery.cause) ?? runner.captureStats.lastTime
        try writer.write(
            frame.bytes, wireLength: frame.wireLength, time: time, interface: packet.queue, comment: comment)
        packets += 1
    }
}

extension Runner {
    /// The source and the options as they would stand on a command line.
    fileprivate var commandLine: String {
        var words = "\(facts.name) \(pipeline.settings.optionText)"
        if facts.verifiesChecksums { words += " --verify-checksums" }
        if facts.stripsTags { words += " --strip-vlan" }
        if let filter = facts.filter { words += " --filter '\(filter)'" }
        return words
    }
}
