import Capture
import Frames
import Packet
import Parallel
import Receive
import Replay
import Report
import Settings
import Snapshots
import Traffic

extension Case {
    /// A capture from the file to the summary.
    static let report: [Case] =
        [
            Case("report/records", "read a capture of mixed traffic, 128 bytes captured, parse nothing") {
                stock, packets in
                RecordWorkload(capture: try stock.capture(packets: packets))
            },
            Case("report/read", "read and parse a capture of mixed traffic, 128 bytes captured") { stock, packets in
                ReadingWorkload(capture: try stock.capture(packets: packets))
            },
            Case("report/whole", "the same, through four queues on all cores, up to the report") { stock, packets in
                ReportWorkload(capture: try stock.capture(packets: packets))
            },
        ]
        + [Profile.bulk, .mixed].flatMap { profile in
            [
                Case("report/\(profile)", "a capture of \(profile) traffic up to the report, on one core") {
                    stock, packets in
                    ReportWorkload(capture: try stock.capture(profile, packets: packets), isConcurrent: false)
                },
                Case("watch/\(profile)", "the same through the monitor's run at full speed, and its snapshots") {
                    stock, packets in
                    WatchWorkload(capture: try stock.capture(profile, packets: packets))
                },
            ]
        }
}

/// The packets of a capture one by one, and nothing of them but their lengths.
struct RecordWorkload: Workload {
    let capture: TemporaryCapture
    /// The captured bytes of all packets in the latest round.
    private(set) var captured = 0

    /// Reads of `capture`.
    init(capture: TemporaryCapture) { self.capture = capture }

    mutating func run() throws -> Measure {
        var (measure, captured) = (Measure(), 0)
        try measure.time(capture.packets) {
            var file = try CaptureFile(path: capture.path)
            var isMore = true
            while isMore {
                isMore =
                    try file.forEach(atMost: .max) { bytes, _, _ in
                        captured += bytes.count
                        return true
                    } > 0
            }
        }
        self.captured = captured
        return measure
    }
}

/// The descriptors of a capture's frames, and nothing more.
struct ReadingWorkload: Workload {
    let capture: TemporaryCapture
    private var batch = FrameBatch()
    private var descriptor = Descriptor()

    /// Reads of `capture`.
    init(capture: TemporaryCapture) { self.capture = capture }

    mutating func run() throws -> Measure {
        var measure = Measure()
        try measure.time(capture.packets) {
            var source = try CaptureSource(path: capture.path)
            while try source.read(into: &batch) {
                batch.withRawFrames { frames in
                    for place in 0..<frames.count { frames.parse(place, into: &descriptor) }
                }
            }
        }
        return measure
    }
}

/// The command `report` without its output.
struct ReportWorkload: Workload {
    let capture: TemporaryCapture
    private let isConcurrent: Bool
    /// The latest report.
    private(set) var text = ""

    /// Reports about `capture`, on one core or on all.
    init(capture: TemporaryCapture, isConcurrent: Bool = true) {
        (self.capture, self.isConcurrent) = (capture, isConcurrent)
    }

    mutating func run() throws -> Measure {
        var (measure, ratio) = (Measure(), 0.0)
        try measure.time(capture.packets) {
            let source = try CaptureSource(path: capture.path)
            var runner = ParallelRunner(source, Pipeline(ReceiveSettings()), isConcurrent: isConcurrent)
            while runner.takeBatch() {}
            if let failure = runner.failure { throw failure }
            let summary = Summary(runner, version: "")
            text = summary.text()
            ratio = summary.totals.counters.ratio
        }
        measure.ratio = ratio
        return measure
    }
}

/// A run of the monitor at full speed, with as many snapshots as a fast one has at 30 pictures a second.
struct WatchWorkload: Workload {
    let capture: TemporaryCapture
    /// The latest picture.
    private(set) var snapshot: Snapshot?

    private static let framesPerSnapshot: UInt64 = 1 << 19

    /// Watches `capture`.
    init(capture: TemporaryCapture) { self.capture = capture }

    mutating func run() throws -> Measure {
        var measure = Measure()
        try measure.time(capture.packets) {
            let source = try CaptureSource(path: capture.path)
            let pipeline = Pipeline(ReceiveSettings(), keepsDeliveries: true)
            var player = Player(Runner(source, pipeline, keepsRecentRounds: true), isRunning: true)
            while player.perform(.changePace(.forward)) == nil {}
            var next = Self.framesPerSnapshot
            while !player.isIdle {
                player.runBatch()
                guard player.isIdle || player.runner.pipeline.received >= next else { continue }
                next += Self.framesPerSnapshot
                snapshot = Snapshot(player)
            }
            if let failure = player.runner.failure { throw failure }
        }
        measure.ratio = snapshot?.counters.ratio ?? 0
        return measure
    }
}
