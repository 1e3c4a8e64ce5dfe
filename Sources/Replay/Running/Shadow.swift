import Frames
import Packet
import Receive
import Settings

/// A receive path that takes the frames of a run beside the one that is watched, with other settings, and with nobody
/// looking on.
public struct Shadow: Sendable {
    /// The receive path.
    public package(set) var pipeline: Pipeline
    /// Its settings, which follow from those of the run.
    private let settings: @Sendable (ReceiveSettings) -> ReceiveSettings

    /// One that has received nothing, beside a run with `settings`.
    init(_ run: ReceiveSettings, _ settings: @escaping @Sendable (ReceiveSettings) -> ReceiveSettings) {
        self.settings = settings
        pipeline = Pipeline(settings(run), observers: [])
    }

    /// One under the other rulebook of a kernel: `gro` beside LRO, and else `lro`.
    package static func underOtherRules(_ run: ReceiveSettings) -> Shadow {
        Shadow(run) { $0.under($0.offload.rules == .gro ? .lro : .gro) }
    }

    /// Takes a frame that the run takes.
    mutating func take(_ frame: Descriptor) {
        // The run takes its own, in which it notes things, too.
        var frame = frame
        pipeline.takeInTime(&frame)
    }

    /// Takes frames that the run takes together.
    mutating func take(_ frames: RawFrames, _ steered: SteeredFrames) { pipeline.take(frames, steered) }

    /// Ends as the run does.
    mutating func finish() { pipeline.finish() }

    /// Follows a change of the run's settings.
    mutating func apply(_ run: ReceiveSettings) { pipeline.apply(settings(run)) }

    /// Takes what a run has taken before it was there: so many packets from the start of its source, with its changes of
    /// settings between them.
    package mutating func catchUp(_ source: any FrameSource, _ log: KnobLog, packets: UInt64) {
        var (source, batch, place) = (source, FrameBatch(), 0)
        var steered = SteeredFrames(pipeline)
        func advance(to end: UInt64, _ pipeline: inout Pipeline) {
            while pipeline.received < end {
                if place == batch.count {
                    guard (try? source.read(into: &batch)) == true else { return }
                    place = 0
                }
                let last = min(batch.count, place + Int(clamping: end - pipeline.received))
                batch.withRawFrames { pipeline.takeAll($0.part(place..<last), &steered) }
                place = last
            }
        }
        for change in log.changes {
            advance(to: change.frames, &pipeline)
            apply(change.new)
            steered = SteeredFrames(pipeline)
        }
        advance(to: packets, &pipeline)
    }
}
