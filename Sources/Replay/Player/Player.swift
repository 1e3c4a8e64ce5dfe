import Capture
import Frames
import Receive
import Settings

/// A run that is watched: it goes by itself at a pace, or by steps, and its settings are changed meanwhile.
///
/// It knows no clock: whoever owns it says how much time has passed.
public struct Player: Sendable {
    /// The run.
    public internal(set) var runner: Runner
    /// Whether it goes by itself.
    public private(set) var isRunning: Bool
    /// How fast.
    public private(set) var pace = Pace.initial
    /// What writes the deliveries to a capture, while that is wanted.
    public internal(set) var recorder: DeliveryRecorder?
    /// The most bytes that are written to a capture.
    public var recordLimit = DeliveryRecorder.defaultLimit
    /// What ended the latest capture early, in a sentence.
    public internal(set) var recordingFailure: String?
    /// How often the run had begun anew when the latest capture began.
    var recordedRestarts = 0
    /// The program as a capture names it.
    let application: String
    /// What was asked for while the run could not do it.
    private var waiting: [Command] = []
    /// Frames or rounds that the time so far allows, parts of one included: a token bucket that the pace fills.
    private var tokens = 0.0

    /// A run that is watched; it must keep its recent rounds; `application` is what a capture of its deliveries names.
    public init(_ runner: Runner, isRunning: Bool, application: String = "lro-top") {
        self.runner = runner
        self.isRunning = isRunning
        self.application = application
    }

    /// Whether time changes anything.
    public var isIdle: Bool { !isRunning || runner.isOver }

    /// Does what a watcher asked for, and says in words what happened when nothing else on the screen shows it.
    public mutating func perform(_ command: Command) -> String? {
        if runner.secondReading != nil, !command.isAboutTime {
            waiting.append(command)
            return nil
        }
        // Who asks for something wants to see what comes of it.
        runner.keepDeliveries()
        switch command {
        case .toggleRunning:
            guard !runner.isOver else { return ending }
            isRunning.toggle()
            tokens = 0
        case .stepFrame:
            isRunning = false
            if !takeFrame() { return reasonForNone(command) }
        case .stepRound:
            isRunning = false
            if !takeRound() { return reasonForNone(command) }
        case .changePace(let direction):
            guard let next = pace.step(direction) else { return "The pace is \(pace) already." }
            pace = next
            tokens = 0
        case .set(let setting, let value):
            return set(setting, to: value)
        case .step(let setting, let direction):
            return step(setting, direction)
        case .reset(let setting):
            return reset(setting)
        case .next(let setting):
            return setToNextChoice(setting)
        case .undo:
            return undo()
        case .nextReceiver:
            return beginWithNextReceiver()
        case .toggleClock:
            return beginWithToggledClock()
        case .record(let path):
            return record(path)
        case .stopRecording:
            return stopRecording()
        }
        return nil
    }

    /// Takes a step of the second reading that goes on, and behind the last one does what was asked for meanwhile.
    ///
    /// - Returns: What there is to be said of that.
    public mutating func readOn() -> [String] {
        runner.readOn()
        guard runner.secondReading == nil else { return [] }
        let commands = waiting
        waiting = []
        return commands.compactMap { perform($0) }
    }

    /// Lets so many seconds pass.
    ///
    /// At full speed a second counts as a million frames, so that the same times give the same screens.
    public mutating func advance(seconds: Double) {
        guard !isIdle else { return }
        if let rate = pace.framesPerSecond(budget: settings.budget, inTime: settings.clock.isInForce) {
            takePaced(adding: seconds * rate) { $0.takeFrame() }
        } else if case .rounds(let count) = pace {
            takePaced(adding: seconds * Double(count)) { $0.takeRound() }
        } else {
            takePaced(adding: seconds * 1_000_000) { $0.takeFrame() }
        }
    }

    /// Takes what is left of a batch at full speed, or where deliveries are recorded some frames.
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
    var ending: String {
        if !runner.isOver { return "Nothing more has come through the pipe yet." }
        return runner.failure?.description ?? "The source has ended."
    }

    /// Why there is no frame; nil where the step is taken later.
    private mutating func reasonForNone(_ step: Command) -> String? {
        guard runner.secondReading != nil else { return ending }
        waiting.append(step)
        return nil
    }

    private mutating func takeFrame() -> Bool { takeNext() != nil }

    /// Takes frames until a round ends, or until no more are there now.
    private mutating func takeRound() -> Bool {
        let before = runner.pipeline.rounds
        while let queue = takeNext() {
            if runner.hasEndedRound(queue, since: before) { return true }
        }
        return false
    }

    /// Takes the next frame, if one is there now, and returns its queue.
    private mutating func takeNext() -> Int? {
        guard let recorder else { return runner.takeFrame(waits: false) }
        let queue = recorder.takeFrame(of: &runner, waits: false)
        writeDeliveries { (recorder, runner) throws(SourceError) in try recorder.follow(runner, queue: queue) }
        return queue
    }

    /// Fills the bucket, and takes as often as it has a token.
    private mutating func takePaced(adding tokens: Double, _ take: (inout Player) -> Bool) {
        self.tokens += tokens
        // Time that comes in thirds is not exact: what is missing of a whole by less than this is not missing.
        while self.tokens > 1 - 1e-6 {
            guard take(&self) else {
                // What a quiet pipe did not give is not made up for later; a second reading takes no time of the run.
                if runner.secondReading == nil { self.tokens = 0 }
                return
            }
            self.tokens -= 1
        }
    }
}

extension Player {
    /// Something that a watcher can ask for.
    public enum Command: Hashable, Sendable {
        /// Run when paused, pause when running.
        case toggleRunning
        /// Take one frame, and pause.
        case stepFrame
        /// Take frames until a round ends, and pause.
        case stepRound
        /// Go to the next faster or slower pace.
        case changePace(Direction)
        /// Give a setting a value; of a choice, its place.
        case set(Setting, Int)
        /// Go along the ladder of a setting.
        case step(Setting, Direction)
        /// Give a setting its default.
        case reset(Setting)
        /// Give a setting its next choice; behind the last comes the first.
        case next(Setting)
        /// Take back the latest change of a setting.
        case undo
        /// Begin anew with the next of the receiving sides that come into question.
        case nextReceiver
        /// Begin anew with a clock where there is none, and without where there is one.
        case toggleClock
        /// Write what is delivered from now on to a new capture.
        case record(path: String)
        /// Close that capture.
        case stopRecording

        /// Whether it only says when and how fast the run goes on.
        var isAboutTime: Bool {
            switch self {
            case .toggleRunning, .changePace: true
            default: false
            }
        }
    }
}
