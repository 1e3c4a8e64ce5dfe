import Receive

/// A run that is watched: it goes by itself at a pace, or by steps, and its knobs are turned meanwhile.
///
/// It knows no clock: whoever owns it says how much time has passed.
public struct Player: Sendable {
    /// What a watcher can ask for.
    public enum Command: Equatable, Sendable {
        /// Run when paused, pause when running.
        case toggleRunning
        /// Take one frame, and pause.
        case stepFrame
        /// Take frames until a round ends, and pause.
        case stepRound
        /// Go to the next faster or slower pace.
        case changePace(Int)
        /// Go along the ladder of a knob, up or down.
        case step(Knob, Int)
        /// Give a knob a value.
        case turn(Knob, Int)
        /// Give a knob its default.
        case reset(Knob)
        /// Go to the other way in.
        case changeMode
        /// Go to the next rulebook.
        case changeRules
        /// Give the copybreak a value.
        case setCopybreak(Int)
        /// Take back the latest change of a setting.
        case undo
    }

    /// The run.
    public private(set) var runner: Runner
    /// Whether it goes by itself.
    public private(set) var isRunning: Bool
    /// How fast.
    public private(set) var pace = Pace.initial
    /// The part of the next frame or round that the time so far has earned.
    private var credit = 0.0
    /// The settings before each change that can be taken back, the latest last.
    private var undone: [ReceiveSettings] = []

    /// So many changes can be taken back.
    private static let undoLimit = 100

    /// A run that is watched; it must keep a journal.
    public init(_ runner: Runner, isRunning: Bool) {
        self.runner = runner
        self.isRunning = isRunning
    }

    /// Whether time changes anything.
    public var isIdle: Bool { !isRunning || runner.isOver }

    /// Does what a watcher asked for, and says in words what happened when nothing else on the screen shows it.
    public mutating func perform(_ command: Command) -> String? {
        switch command {
        case .toggleRunning:
            guard !runner.isOver else { return ending }
            isRunning.toggle()
            credit = 0
        case .stepFrame:
            isRunning = false
            if !Self.takeFrame(&runner) { return ending }
        case .stepRound:
            isRunning = false
            if !Self.takeRound(&runner) { return ending }
        case .changePace(let sign):
            guard let next = pace.step(sign) else { return "The pace is \(pace) already." }
            pace = next
            credit = 0
        case .step(let knob, let sign):
            let value = settings[knob]
            guard let next = knob.step(from: value, sign: sign) else {
                return "\(knob.rawValue) \(value) is the \(sign > 0 ? "largest" : "smallest") there is."
            }
            return turn(knob, to: next)
        case .turn(let knob, let value):
            return turn(knob, to: value)
        case .reset(let knob):
            return turn(knob, to: knob.defaultValue)
        case .changeMode:
            let next = settings.offload.mode.next
            return change { $0.offload.mode = next }
        case .changeRules:
            let next = settings.offload.rules.next
            return change { $0.offload.rules = next }
        case .setCopybreak(let value):
            guard ReceiveSettings.copybreakRange.contains(value) else { return "copybreak goes from 0 to 65535." }
            return change { $0.copybreak = value }
        case .undo:
            guard let last = undone.popLast() else { return "There is nothing to take back." }
            runner.apply(last)
            return "Taken back."
        }
        return nil
    }

    /// Lets so many seconds pass.
    ///
    /// At full speed a second counts as a million frames, so that the same times give the same screens.
    public mutating func advance(seconds: Double) {
        guard !isIdle else { return }
        if let rate = pace.framesPerSecond(budget: settings[.budget]) {
            spend(seconds * rate, Self.takeFrame)
        } else if case .rounds(let count) = pace {
            spend(seconds * Double(count), Self.takeRound)
        } else {
            spend(seconds * 1_000_000, Self.takeFrame)
        }
    }

    /// Goes on at full speed for a moment: the rest of a batch.
    public mutating func rush() {
        guard !isIdle, runner.isReady else { return }
        runner.takeBatch()
    }

    /// Whether there is nothing to do before more comes through a pipe.
    public var isWaiting: Bool { !runner.isReady }

    /// Why there is no frame.
    private var ending: String {
        if !runner.isOver { return "Nothing more has come through the pipe yet." }
        return runner.failure?.description ?? "The source has ended."
    }

    private static func takeFrame(_ runner: inout Runner) -> Bool {
        runner.isReady && runner.takeFrame() != nil
    }

    /// Takes frames until a round ends, or until no more are there now.
    private static func takeRound(_ runner: inout Runner) -> Bool {
        while runner.isReady, let queue = runner.takeFrame() {
            if runner.pipeline.queues[queue].isRoundOver { return true }
        }
        return false
    }

    private mutating func spend(_ earned: Double, _ take: (inout Runner) -> Bool) {
        credit += earned
        // Time that comes in thirds is not exact: what is missing of a whole by less than this is not missing.
        while credit > 1 - 1e-6 {
            guard take(&runner) else {
                // What a quiet pipe did not give is not made up for later.
                credit = 0
                return
            }
            credit -= 1
        }
    }

    private var settings: ReceiveSettings { runner.pipeline.settings }

    private mutating func turn(_ knob: Knob, to value: Int) -> String? {
        guard knob.range.contains(value) else {
            return "\(knob.rawValue) goes from \(knob.range.lowerBound) to \(knob.range.upperBound)."
        }
        if let refusal = change({ $0[knob] = value }) { return refusal }
        if knob == .sessions, value > settings[.budget] {
            return "A round of \(settings[.budget]) frames cannot open more than \(settings[.budget]) sessions."
        }
        if knob == .maxAggr, value > settings[.budget], settings.offload.mode == .skb {
            return "A round of \(settings[.budget]) frames cannot fill an aggregate of more than \(settings[.budget])."
        }
        return nil
    }

    /// Changes a setting so that it can be taken back; says so when nothing changes.
    private mutating func change(_ body: (inout ReceiveSettings) -> Void) -> String? {
        var new = settings
        body(&new)
        guard new != settings else { return "It has that value already." }
        undone.append(settings)
        if undone.count > Self.undoLimit { undone.removeFirst() }
        runner.apply(new)
        return nil
    }
}

extension CaseIterable where Self: Equatable {
    /// The case behind this one; behind the last comes the first.
    fileprivate var next: Self {
        let cases = Array(Self.allCases)
        guard let place = cases.firstIndex(of: self) else { return self }
        return cases[(place + 1) % cases.count]
    }
}
