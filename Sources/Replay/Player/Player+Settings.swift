import Frames
import Receive
import Settings

/// Changing the settings.
extension Player {
    var settings: ReceiveSettings { runner.pipeline.settings }

    mutating func set(_ setting: Setting, to value: Int) -> String? {
        setting.allows(value) ? change(setting, to: value) : setting.rangeSentence
    }

    mutating func step(_ setting: Setting, _ direction: Direction) -> String? {
        let value = settings[setting]
        guard let next = setting.step(from: value, direction) else {
            if setting.ladder.isEmpty { return "\(setting.rawValue) has no steps." }
            return "\(setting.rawValue) \(value) is the \(direction == .forward ? "largest" : "smallest") there is."
        }
        return change(setting, to: next)
    }

    mutating func reset(_ setting: Setting) -> String? {
        change(setting, to: setting.defaultValue(settings.offload.rules))
    }

    mutating func setToNextChoice(_ setting: Setting) -> String? {
        guard !setting.choices.isEmpty else { return "\(setting.rawValue) is a number." }
        return change(setting, to: setting.choice(after: settings[setting]))
    }

    mutating func undo() -> String? {
        let isUndone = runner.undo()
        followRecording()
        return isUndone ? "Taken back." : "There is nothing to take back."
    }

    /// Changes a setting so that it can be taken back; says so when nothing changes, or more than this has to.
    private mutating func change(_ setting: Setting, to value: Int) -> String? {
        guard setting.isTunable else { return "\(setting.rawValue) stays as it is while frames flow." }
        var new = settings
        new[setting] = value
        guard new != settings else { return "It has that value already." }
        runner.apply(new)
        followRecording()
        return shortfall(of: setting, at: value)
    }

    /// Why a value comes to no more than a smaller one, or nil.
    private func shortfall(of setting: Setting, at value: Int) -> String? {
        let budget = settings.budget
        // By the clock sessions may stay open beyond their round.
        let staysOpen = settings.clock.isInForce && settings.flushPolicy != .pollEnd
        guard value > budget, !staysOpen else { return nil }
        return switch setting {
        case .sessions:
            "A round of \(budget) frames cannot open more than \(budget) sessions."
        case .maxAggr where settings.offload.mode == .skb:
            "A round of \(budget) frames cannot fill an aggregate of more than \(budget)."
        default:
            nil
        }
    }

    /// Has the recorder, if there is one, take what a change delivered.
    private mutating func followRecording() {
        writeDeliveries { (recorder, runner) throws(SourceError) in try recorder.follow(runner) }
    }
}
