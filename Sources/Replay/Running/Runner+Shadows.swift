import Frames
import Receive

/// The receive paths beside the one that is watched.
extension Runner {
    /// The receive path under the other rulebook, where the capturing host's own merging is to be compared with both.
    public var otherRules: Pipeline? { shadows.first?.pipeline }

    /// What frames are steered with for all of them.
    var steeredForAll: SteeredFrames { SteeredFrames(pipeline, and: shadows.map(\.pipeline)) }

    /// Has the other rulebook beside the one in force, once it is known that the capturing host merged.
    mutating func compareRules() {
        guard shadows.isEmpty, let source = source.mergedFromTheStart else { return }
        var shadow = Shadow.underOtherRules(fresh.settings)
        shadow.catchUp(source, knobLog, packets: pipeline.received)
        shadows = [shadow]
        steered = steeredForAll
    }
}
