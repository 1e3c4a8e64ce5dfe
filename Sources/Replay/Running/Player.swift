import Receive
import Traffic

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
        /// Write what is delivered from now on to a new capture.
        case record(path: String)
        /// Close that capture.
        case stopRecording
    }

    /// The run.
    public private(set) var runner: Runner
    /// Whether it goes by itself.
    public private(set) var isRunning: Bool
    /// How fast.
    public private(set) var pace = Pace.initial
    /// What writes the deliveries to a capture, while that is wanted.
    public private(set) var recorder: DeliveryRecorder?
    /// What ended the latest capture early, in a sentence.
    public private(set) var recordingFailure: String?
    /// The program as a capture names it.
    private let application: String
    /// The part of the next frame or round that the time so far has earned.
    private var credit = 0.0
    /// The settings before each change that can be taken back, the latest last.
    private var undone: [ReceiveSettings] = []

    /// So many changes can be taken back.
    private static let undoLimit = 100

    /// A run that is watched; it must keep a journal; `application` is what a capture of its deliveries names.
    public init(_ runner: Runner, isRunning: Bool, application: String = "lro-top") {
        self.runner = runner
        self.isRunning = isRunning
        self.application = application
    }

    /// Whether time changes anything.
    public var isIdle: Bool { !isRunning || runner.isOver }

    /// Whether it goes by itself as fast as it can, so that rounds go by too fast to be seen.
    var runsInBatches: Bool { !isIdle && pace == .full }

    /// Does what a watcher asked for, and says in words what happened when nothing else on the screen shows it.
    public mutating func perform(_ command: Command) -> String? {
        // Who asks for something wants to see what comes of it.
        runner.keepDeliveries()
        switch command {
        case .toggleRunning:
            guard !runner.isOver else { return ending }
            isRunning.toggle()
            credit = 0
        case .stepFrame:
            isRunning = false
            if !takeFrame() { return ending }
        case .stepRound:
            isRunning = false
            if !takeRound() { return ending }
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
            return turn(knob, to: knob.defaultValue(settings.offload.rules))
        case .changeMode:
            let next = settings.offload.mode.next
            return change { $0.offload.mode = next }
        case .changeRules:
            let next = settings.offload.rules.next
            return change { $0 = $0.under(next) }
        case .setCopybreak(let value):
            guard ReceiveSettings.copybreakRange.contains(value) else { return "copybreak goes from 0 to 65535." }
            return change { $0.copybreak = value }
        case .undo:
            guard let last = undone.popLast() else { return "There is nothing to take back." }
            apply(last)
            return "Taken back."
        case .record(let path):
            return record(path)
        case .stopRecording:
            return stopRecording()
        }
        return nil
    }

    /// Lets so many seconds pass.
    ///
    /// At full speed a second counts as a million frames, so that the same times give the same screens.
    public mutating func advance(seconds: Double) {
        guard !isIdle else { return }
        if let rate = pace.framesPerSecond(budget: settings[.budget]) {
            spend(seconds * rate) { $0.takeFrame() }
        } else if case .rounds(let count) = pace {
            spend(seconds * Double(count)) { $0.takeRound() }
        } else {
            spend(seconds * 1_000_000) { $0.takeFrame() }
        }
    }

    /// Goes on at full speed for a moment: the rest of a batch.
    public mutating func runBatch() {
        guard !isIdle else { return }
        if recorder == nil {
            runner.takeBatch(waits: false)
        } else {
            var left = 1024
            while left > 0, takeFrame() { left -= 1 }
        }
    }

    /// Whether there is nothing to do before more comes through a pipe.
    public var isWaiting: Bool { !runner.isReady }

    /// Why there is no frame.
    private var ending: String {
        if !runner.isOver { return "Nothing more has come through the pipe yet." }
        return runner.failure?.description ?? "The source has ended."
    }

    private mutating func takeFrame() -> Bool { takeNext() != nil }

    /// Takes frames until a round ends, or until no more are there now.
    private mutating func takeRound() -> Bool {
        while let queue = takeNext() {
            if runner.pipeline.queues[queue].isRoundOver { return true }
        }
        return false
    }

    /// Takes the next frame, if one is there now, and returns its queue.
    private mutating func takeNext() -> Int? {
        let queue = runner.takeFrame(waits: false)
        record { (recorder, runner) throws(SourceError) in
            if let queue { try recorder.follow(runner, queue: queue) } else { try recorder.follow(runner) }
        }
        return queue
    }

    private mutating func spend(_ earned: Double, _ take: (inout Player) -> Bool) {
        credit += earned
        // Time that comes in thirds is not exact: what is missing of a whole by less than this is not missing.
        while credit > 1 - 1e-6 {
            guard take(&self) else {
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
        apply(new)
        return nil
    }

    private mutating func apply(_ settings: ReceiveSettings) {
        runner.apply(settings)
        record { (recorder, runner) throws(SourceError) in try recorder.follow(runner) }
    }
}

/// Writing the deliveries.
extension Player {
    private mutating func record(_ path: String) -> String? {
        guard !runner.isOver, runner.facts.isOpen else { return ending }
        recordingFailure = nil
        do throws(SourceError) {
            recorder = try DeliveryRecorder(path: path, runner, application: application)
        } catch {
            return error.description
        }
        return nil
    }

    private mutating func stopRecording() -> String? {
        record { (recorder, _) throws(SourceError) in try recorder.flush() }
        guard let done = recorder else { return recordingFailure }
        recorder = nil
        return "\(done.name): \(done.packets.packetsInWords) written."
    }

    /// Lets the recorder do something, if there is one; what it cannot write ends it.
    private mutating func record(_ body: (DeliveryRecorder, Runner) throws(SourceError) -> Void) {
        guard let recorder else { return }
        do throws(SourceError) {
            try body(recorder, runner)
            if runner.isOver { try recorder.flush() }
        } catch {
            recordingFailure = error.description
            self.recorder = nil
        }
    }

    /// Writes out what the recorder still has in memory: before nobody watches any more, and while time stands still.
    public mutating func flushRecording() {
        record { (recorder, _) throws(SourceError) in try recorder.flush() }
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
