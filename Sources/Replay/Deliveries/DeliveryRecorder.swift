import Capture
import Frames
import Offload
import Packet
import Queues
import Receive
import Synchronization

/// The writer of a capture of what a receive path delivers: rewritten headers, merged payload, and why as a comment.
///
/// It must look after every frame that a runner takes, and once more at the end; the runner must keep bytes, and its
/// pipeline deliveries. Payload is kept only while it is held.
public final class DeliveryRecorder: Sendable {
    /// The file as it is shown.
    public let name: String
    private let recording: Mutex<DeliveryRecording>

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
        recording = Mutex(DeliveryRecording(writer: writer, limit: limit, runner))
    }

    /// The packets written so far.
    public var packets: UInt64 { recording.withLock { $0.packets } }
    /// The bytes of the capture so far.
    public var bytes: Int { recording.withLock { $0.writer.bytes } }
    /// Whether a packet had no room, so that the capture ends before it.
    public var isFull: Bool { recording.withLock { $0.isFull } }

    /// Lets a run take its next frame, which is to be followed then; see `Runner.takeFrame`.
    public func takeFrame(of runner: inout Runner, waits: Bool = true) -> Int? {
        guard let dropped = runner.pipeline.clock?.dropped else { return runner.takeFrame(waits: waits) }
        let queue = runner.takeFrame(waits: waits, observer: observer)
        if queue != nil, runner.pipeline.clock?.dropped == dropped {
            recording.withLock { $0.keepLatestFrame(runner) }
        }
        return queue
    }

    /// Ends a run before its source, which is to be followed then.
    public func stop(_ runner: inout Runner) { runner.stop(observer: observer) }

    /// Who notes what polls come to, whose logs do not last until a frame has arrived.
    private var observer: PollObserver {
        { _, queue, state in self.recording.withLock { $0.note(state, queue: queue) } }
    }

    /// Writes what was delivered since the last call.
    ///
    /// - Parameters:
    ///   - runner: The run.
    ///   - queue: The queue that has taken a frame; nil where more may have happened.
    /// - Throws: That it cannot be written; the capture ends with what could be.
    public func follow(_ runner: Runner, queue: Int? = nil) throws(SourceError) {
        try recording.withLock { (recording) throws(SourceError) in try recording.follow(runner, queue: queue) }
    }

    /// Writes out what is still in memory.
    public func flush() throws(SourceError) {
        try recording.withLock { (recording) throws(SourceError) in try recording.writer.flush() }
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
