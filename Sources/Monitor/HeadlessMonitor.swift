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
    /// Whether the run has gone on since the monitor saw it.
    private var isStale = false

    /// How much time a tick lets pass, in seconds.
    public static let tick = 1.0 / 30

    /// A monitor of a paused run, on a screen of that size.
    public init(
        _ runner: Runner, width: Int, height: Int, model: Model = Model(), application: String = "lro-top"
    ) {
        player = Player(runner, isRunning: false, application: application)
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
        var messages: [String] = []
        for effect in model.press(key, width: width, height: height) {
            switch effect {
            case .quit: isOver = true
            case .command(let command): messages += player.perform(command).map { [$0] } ?? []
            case .mouse: break
            case .write(let name): messages += model.snapshot.map { [write(name, canvas(), $0)] } ?? []
            }
        }
        if looks { look(messages) } else { isStale = true }
    }

    private mutating func look(_ messages: [String] = []) {
        model.see(Snapshot(player, model.wantedQuery), messages: messages)
        isStale = false
    }
}
