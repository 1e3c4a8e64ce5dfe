import Receive
import Replay
import Report
import Traffic

extension Case {
    /// A capture from the file to the summary.
    static let report: [Case] = [
        Case("report/records", "read a capture of mixed traffic, 128 bytes captured, parse nothing") { stock, packets in
            RecordWorkload(capture: try stock.capture(packets: packets))
        },
        Case("report/read", "read and parse a capture of mixed traffic, 128 bytes captured") { stock, packets in
            ReadingWorkload(capture: try stock.capture(packets: packets))
        },
        Case("report/whole", "the same, through four queues on all cores, up to the report") { stock, packets in
            ReportWorkload(capture: try stock.capture(packets: packets))
        },
    ]
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

/// The frames of a capture in batches, and nothing more.
struct ReadingWorkload: Workload {
    let capture: TemporaryCapture
    private var batch = FrameBatch()

    /// Reads of `capture`.
    init(capture: TemporaryCapture) { self.capture = capture }

    mutating func run() throws -> Measure {
        var measure = Measure()
        try measure.time(capture.packets) {
            let source = try CaptureSource(path: capture.path)
            while try source.read(into: &batch) {}
        }
        return measure
    }
}

/// The command `report` without its output.
struct ReportWorkload: Workload {
    let capture: TemporaryCapture
    /// The latest report.
    private(set) var text = ""

    /// Reports about `capture`.
    init(capture: TemporaryCapture) { self.capture = capture }

    mutating func run() throws -> Measure {
        var (measure, ratio) = (Measure(), 0.0)
        try measure.time(capture.packets) {
            let source = try CaptureSource(path: capture.path)
            var runner = BatchRunner(source, Pipeline(ReceiveSettings()))
            while runner.takeBatch() {}
            if let failure = runner.run.failure { throw failure }
            let summary = Summary(runner.run, version: "")
            text = summary.text()
            ratio = summary.totals.counters.ratio
        }
        measure.ratio = ratio
        return measure
    }
}
