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

    /// The most bytes that it writes, where nothing else is asked for: a GiB.
    public static let defaultLimit = 1 << 30

    /// Begins a capture of what `runner` delivers from now on.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard output. One that ends in `.pcap` is classic pcap, without comments.
    ///   - runner: The run, whose open sessions are looked at as far as their frames are still in its batch.
    ///   - application: The program with its version.
    ///   - replaces: Whether a file that exists may be overwritten.
    ///   - sources: The captures that are read, which are never overwritten.
    ///   - limit: The most bytes of the file; what comes after the packet that has no room is not written.
    /// - Throws: That the file cannot be written.
    public init(
        path: String, _ runner: Runner, application: String, replaces: Bool = false, sources: [String] = [],
        limit: Int = .max
    ) throws(SourceError) {
        let queues = runner.pipeline.queues.indices
        let notes = CaptureWriter.Notes(
            application: application, comment: "\(application) \(runner.commandLine)",
            interfaces: queues.map { "queue \($0)" }, speed: runner.facts.speed)
        let writer = try CaptureWriter(
            path: path, link: runner.facts.link, notes: notes, replaces: replaces, sources: sources)
        name = writer.name
        var recording = Recording(writer: writer, queues: queues.count, limit: limit)
        for queue in queues { recording.catchUp(runner, queue: queue) }
        self.recording = Mutex(recording)
    }

    /// The packets written so far.
    public var packets: UInt64 { recording.withLock { $0.packets } }
    /// The bytes of the capture so far.
    public var bytes: Int { recording.withLock { $0.writer.bytes } }
    /// Whether a packet had no room, so that the capture ends before it.
    public var isFull: Bool { recording.withLock { $0.isFull } }

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
    private(set) var isFull = false

    private let limit: Int
    private var follower: DeliveryFollower
    /// The bytes that each queue's sessions hold, by slot.
    private var held: [[Int: HeldBytes]]

    init(writer: consuming CaptureWriter, queues: Int, limit: Int) {
        self.writer = writer
        self.limit = limit
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
            held[queue][event.slot] = taken.map { HeldBytes(opening: $0) } ?? unseen
        } else if let taken {
            held[queue][event.slot]?.append(taken)
        } else {
            held[queue][event.slot]?.appendUnseen()
        }
    }

    private mutating func write(_ packet: DeliveredPacket, _ runner: Runner) throws(SourceError) {
        var frame: (bytes: ArraySlice<UInt8>, wireLength: Int) = ([], 0)
        var comment = packet.comment(runner.numbers)
        var notes = CaptureWriter.PacketNotes(isAggregate: packet.frames.count > 1, firstFrame: packet.frames.first)
        var link: LinkType?
        if let slot = packet.delivery.slot, let session = held[packet.queue].removeValue(forKey: slot) {
            let merged = packet.frame(session)
            frame = (merged.bytes[...], merged.wireLength)
            link = session.linkType
            notes.origin = session.origin
            if notes.isAggregate { notes.origin.setSegments(session.segments) }
            if session.hole == .unseen { comment += " · some of it came before the recording" }
        } else if let taken = packet.frames.first.flatMap({ runner.takenFrame($0) }) {
            frame = (taken.bytes, taken.packet.wireLength)
            link = taken.link
            notes.origin = taken.origin
        }
        if !notes.isAggregate { notes.origin.setWhole(packet.delivery, mtu: runner.pipeline.settings.offload.mtu) }
        notes.origin.direction = .received
        notes.origin.queue = Int32(packet.queue)
        // What flushes a session has been taken just now; only a frame far back would be gone.
        let time = runner.captureTime(of: packet.delivery.cause) ?? runner.captureStats.lastTime
        // A capture that left out one packet would not be one of what was delivered.
        if isFull { return }
        let fits = try writer.write(
            frame.bytes, wireLength: frame.wireLength, time: time, interface: packet.queue, link: link,
            comment: comment, notes: notes, limit: limit)
        if fits { packets += 1 } else { isFull = true }
    }
}

extension FrameOrigin {
    /// Notes the segments that were merged into a packet, where they are all alike.
    fileprivate mutating func setSegments(_ segments: MergedSegments?) {
        segmentSize = segments?.size.flatMap { Int32(exactly: $0) } ?? -1
        hasFixedIdentification = segmentSize > 0 && segments?.hasFixedIdentification ?? false
    }

    /// Notes that a packet was not merged, unless its capture says otherwise, or it is longer than one on a wire.
    fileprivate mutating func setWhole(_ delivery: Delivery, mtu: Int) {
        if segmentSize < 0, delivery.payloadBytes > 0, delivery.totalLength <= mtu { segmentSize = 0 }
    }
}

extension SourceFacts {
    /// The speed of the interfaces, where they all have one.
    fileprivate var speed: UInt64? {
        interfaces.first?.speed.flatMap { speed in interfaces.allSatisfy { $0.speed == speed } ? speed : nil }
    }
}

extension Runner {
    /// The source and the options as they would stand on a command line.
    fileprivate var commandLine: String {
        var words = "\(facts.name) \(pipeline.settings.optionText)"
        if let interface = facts.interface { words += " --from-interface \(interface)" }
        if facts.verifiesChecksums { words += " --verify-checksums" }
        if facts.stripsTags { words += " --strip-vlan" }
        if let filter = facts.filter { words += " --filter '\(filter)'" }
        return words
    }
}
