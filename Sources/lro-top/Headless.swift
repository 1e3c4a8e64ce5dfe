import ArgumentParser
import Monitor
import Receive
import Replay
import Screen

/// The monitor without a terminal: keys from the command line, and the last screen on standard output.
struct Headless {
    let size: ScreenSize
    let keys: String
    let ascii: Bool
    let showsRoles: Bool

    /// Opens the source, presses the keys, and prints the screen.
    func run(_ arguments: SourceArguments) throws {
        let steps: [KeyScript.Step]
        do {
            steps = try KeyScript.parse(keys)
        } catch {
            throw ValidationError("--keys: \(error)")
        }
        let source = try arguments.open(bounded: true)
        let pipeline = Pipeline(arguments.settings, keepsDeliveries: true)
        var player = Player(Runner(source, pipeline, keepsJournal: true), isRunning: false)
        var model = Model()
        model.see(Snapshot(player, model.wantedQuery))
        for step in steps {
            for _ in 0..<step.count where try !take(step.action, &player, &model) { break }
        }
        let canvas = model.draw(width: size.width, height: size.height)
        try Output.write((ascii ? canvas.ascii() : canvas).text)
        if showsRoles { try Output.write(canvas.roles) }
        if let failure = player.runner.failure { throw failure }
    }

    /// Does one step; false when a key has ended the program.
    private func take(_ action: KeyScript.Action, _ player: inout Player, _ model: inout Model) throws -> Bool {
        var messages: [String] = []
        switch action {
        case .tick:
            player.advance(seconds: 1.0 / 30)
        case .key(let key):
            for effect in model.press(key, rows: model.visibleRows(width: size.width, height: size.height)) {
                switch effect {
                case .quit: return false
                case .command(let command): messages += player.perform(command).map { [$0] } ?? []
                case .mouse: break
                case .write(let name):
                    let canvas = model.draw(width: size.width, height: size.height)
                    messages += model.snapshot.map { [ScreenFiles.write(name, canvas, $0)] } ?? []
                }
            }
        }
        model.see(Snapshot(player, model.wantedQuery), messages: messages)
        return true
    }
}
