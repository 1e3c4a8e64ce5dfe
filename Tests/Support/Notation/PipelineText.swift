import Frames
import Offload
import Packet
import Queues
import Receive

extension Pipeline {
    /// All that there is to know of it, in lines to be compared: what is open included.
    public var text: [String] {
        ["received \(received), last \(lastFrame)", "\(captureStats)", "\(settings)"]
            + queues.indices.flatMap { number in queues[number].text.map { "queue \(number): \($0)" } }
    }

    /// The first line in which this differs from another; nil when they are the same.
    public func difference(from other: Pipeline) -> String? {
        let (found, expected) = (text, other.text)
        func line(_ place: Int, of lines: [String]) -> String {
            lines.indices.contains(place) ? lines[place] : "nothing more"
        }
        for place in 0..<max(found.count, expected.count) {
            let (found, expected) = (line(place, of: found), line(place, of: expected))
            if found != expected { return "\(found), not \(expected)" }
        }
        return nil
    }

    /// Takes frames as they lie in memory.
    public mutating func take(raw frames: ArraySlice<TestFrame>, parser: FrameParser) {
        var batch = FrameBatch(capacity: frames.count)
        for (place, frame) in zip(frames.indices, frames) {
            batch.append(
                frame.bytes.span, wireLength: frame.wireLength, time: Int64(place), index: UInt64(place),
                parser: parser)
        }
        batch.withRawFrames { frames in
            var steered = SteeredFrames(self)
            steered.steer(frames)
            take(frames, steered)
        }
    }

    /// Takes frames one by one, each parsed into a descriptor.
    public mutating func take(parsed frames: ArraySlice<TestFrame>, parser: FrameParser) {
        var packet = Descriptor()
        for (place, frame) in zip(frames.indices, frames) {
            frame.read(index: place, parser: parser, into: &packet)
            take(&packet)
        }
    }
}

extension ReceiveQueue {
    fileprivate var text: [String] {
        let counts = manager.counters
        return [
            // What is counted in place does not show in the text of the whole.
            "\(counts)", "sizes \(counts.segmentsPerDelivery)", "flushed \(counts.flushedBy.ranked)",
            "passed \(counts.passedBy.ranked)", "altered \(counts.alteredBy.ranked)",
            "holds \(holds.counts)", "rounds \(rounds), \(framesInRound) frames, over: \(isRoundOver)",
            "deliveries \(deliveriesInRound), peak \(peakSessions)", "merged \(mergedBytesInRound)",
            "costs \(bottleneckMeter.deliveries) \(bottleneckMeter.costs)", "captureStats \(captureStats)",
            "summaries \(manager.log.summaries)",
        ] + manager.log.events.map(Self.text)
            + manager.table.slotsByAge.map { "slot \($0): \(manager.table.sessions[$0])" }
            + (0..<ledger.rows).map { "row \($0): \(Self.text(ledger, row: $0))" }
            + (0..<ledger.rows).map { "open row \($0): \(Self.text(flowRecord(at: $0)))" }
    }

    private static func text(_ ledger: FlowLedger, row: Int) -> String {
        row < ledger.records.count ? text(ledger.records[row]) : ledger.olderFlows.map(text) ?? ""
    }

    private static func text(_ record: FlowRecord) -> String {
        let sizes = record.sizes.indices.map { record.sizes[$0] }
        return "\(record) \(sizes) \(record.flushedBy.ranked) \(record.passedBy.ranked)"
    }

    private static func text(_ event: Event) -> String {
        "event \(event.kind.rawValue) \(event.frame) \(event.slot) \(event.reason.rawValue) \(event.first) \(event.second)"
    }
}
