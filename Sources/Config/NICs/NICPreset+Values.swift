import Offload
import Timing

/// The values of a preset, option by option.
extension NICPreset.Value {
    static func rules(_ rules: Rulebook, _ source: NICPreset.Source) -> Self {
        Self(.setting(.rules), .text(rules.rawValue), source)
    }

    static func mode(_ mode: Mode, _ source: NICPreset.Source) -> Self {
        Self(.setting(.mode), .text(mode.rawValue), source)
    }

    static func sessions(_ count: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.sessions), .number(count), source)
    }

    static func maxAggr(_ packets: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.maxAggr), .number(packets), source)
    }

    static func budget(_ frames: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.budget), .number(frames), source)
    }

    static func flush(_ policy: FlushPolicy, _ source: NICPreset.Source) -> Self {
        Self(.setting(.flush), .text(policy.description), source)
    }

    static func ring(_ frames: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.ring), .number(frames), source)
    }

    static func moderation(_ moderation: Moderation, _ source: NICPreset.Source) -> Self {
        Self(.moderation, .text(moderation.rawValue), source)
    }

    static func rxUsecs(_ time: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.rxUsecs), .number(time), source)
    }

    static func rxFrames(_ frames: Int, _ source: NICPreset.Source) -> Self {
        Self(.setting(.rxFrames), .number(frames), source)
    }
}
