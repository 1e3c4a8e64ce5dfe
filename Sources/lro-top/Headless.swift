import ArgumentParser
import Monitor
import Receive
import Replay
import Screen

/// The monitor without a terminal: keys from the command line, and the last screen on standard output.
struct Headless {
    let size: ScreenSize
    let keys: String
    let keyMap: KeyMap
    let showsRoles: Bool

    /// Opens the source, presses the keys, and prints the screen.
    func run(_ setup: Setup) throws {
        var setup = setup
        let steps: [KeyScript.Step]
        do {
            steps = try KeyScript.parse(keys)
        } catch {
            throw ValidationError("--keys: \(error)")
        }
        let source = try setup.open(bounded: true)
        let pipeline = Pipeline(setup.settings, keepsDeliveries: true)
        let runner = Runner(source, pipeline, keepsRecentRounds: true)
        var model = Model()
        model.keys = keyMap
        var rehearsal = HeadlessMonitor(
            runner, width: size.width, height: size.height, model: model, application: LROTop.application,
            recordLimit: setup.options.recordLimit)
        rehearsal.take(steps) { name, canvas, snapshot in ScreenFiles.write(name, canvas, snapshot) }
        let canvas = rehearsal.canvas()
        try Output.write((setup.options.ascii ? canvas.ascii() : canvas).text)
        if showsRoles { try Output.write(canvas.roles) }
        if let failure = rehearsal.failure { throw failure }
    }
}
