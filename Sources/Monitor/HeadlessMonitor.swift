import Diagnosis
import Replay
import Screen
import Snapshots

/// The monitor without a terminal and without a clock: keys and moments go in, screens come out.
///
/// Nothing but the keys decides what is on the screen, so that it can be compared.
public struct HeadlessMonitor: Sendable {
    /// The monitor.
    public private(set) var model: Model
    /// Whether a key has ended it.
    public private(set) var isOver = false
    /// The columns of the screen.
    public let width: Int
    /// The rows of the screen.
    public let height: Int

    private var player: Player
    private var trials = ArrivalTrials()
    /// Whether the run has gone on since the monitor saw it.
    private var isStale = false

    /// How much time a tick lets pass, in seconds.
    public static let tick = 1.0 / 30

    /// A monitor of a paused run, on a screen of that size; captures of deliveries have so many bytes at most.
    public init(
        _ runner: Runner, width: Int, height: Int, model: Model = Model(), application: String = "lro-top",
        recordLimit: Int = DeliveryRecorder.defaultLimit
    ) {
        player = Player(runner, isRunning: false, application: application)
        player.recordLimit = recordLimit
        self.width = width
        self.height = height
        self.model = model
        look()
    }

    /// What ended the source early, if something did.
    public var failure: (any Error)? { player.runner.failure }

    /// The screen as it is now.
    public mutating func canvas() -> Canvas {
        if isStale { look() }
        return model.draw(width: width, height: height)
    }

    /// Takes the steps of a script until one ends the monitor; what is to be written goes to `write`.
    ///
    /// A key that is repeated is pressed faster than the monitor looks: it sees the run before the last time, and
    /// after.
    public mutating func take(
        _ steps: [KeyScript.Step],
        write: (String, Canvas, Snapshot) -> String = { name, _, _ in "\(name) not written." }
    ) {
        for step in steps {
            for left in (0..<step.count).reversed() where !isOver {
                switch step.action {
                case .tick:
                    player.advance(seconds: Self.tick)
                    while player.runner.secondReading != nil {
                        // Nobody is to be kept up to date meanwhile, and no time passes.
                        readToEnd()
                        player.advance(seconds: 0)
                    }
                    model.advance(seconds: Self.tick)
                    isStale = true
                case .key(let key):
                    press(key, looks: left < 2, write: write)
                }
            }
        }
        player.flushRecording()
    }

    /// Uses the mouse.
    public mutating func point(_ mouse: Mouse) {
        if isStale { look() }
        model.point(mouse, width: width, height: height)
        look()
    }

    /// Presses a key; what is to be written goes to `write`.
    public mutating func press(
        _ key: Key, write: (String, Canvas, Snapshot) -> String = { name, _, _ in "\(name) not written." }
    ) {
        press(key, looks: true, write: write)
    }

    private mutating func press(_ key: Key, looks: Bool, write: (String, Canvas, Snapshot) -> String) {
        if isStale, looks { look() }
        let messages = perform(model.press(key, width: width, height: height), write)
        guard looks else {
            isStale = true
            return
        }
        let late = look(messages)
        if !late.isEmpty { look(perform(late, write)) }
    }

    /// Does what the monitor asks of the world, and returns what there is to say of it.
    private mutating func perform(_ effects: [Effect], _ write: (String, Canvas, Snapshot) -> String) -> [String] {
        effects.compactMap { effect in
            switch effect {
            case .quit: isOver = true
            case .command(let command):
                let message = player.perform(command)
                return readToEnd().last ?? message
            case .mouse: break
            case .write(let name): return model.snapshot.map { write(name, canvas(), $0) }
            }
            return nil
        }
    }

    /// Lets a second reading go on to its end, and returns what there is to say of what had to wait for it.
    @discardableResult
    private mutating func readToEnd() -> [String] {
        var messages: [String] = []
        while player.runner.secondReading != nil { messages += player.readOn() }
        return messages
    }

    /// Looks at the run; returns what the monitor has only waited for a look to ask.
    @discardableResult
    private mutating func look(_ messages: [String] = []) -> [Effect] {
        isStale = false
        if let attempt = trials.takeAttempt(player) { trials.note(ArrivalTrial(attempt)) }
        return model.see(Snapshot(player, model.wantedQuery, trial: trials.latest), messages: messages)
    }
}
