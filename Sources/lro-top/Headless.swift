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
        let runner = Runner(source, pipeline, keepsJournal: true)
        var rehearsal = Rehearsal(runner, width: size.width, height: size.height)
        rehearsal.take(steps) { name, canvas, snapshot in ScreenFiles.write(name, canvas, snapshot) }
        let canvas = rehearsal.canvas()
        try Output.write((ascii ? canvas.ascii() : canvas).text)
        if showsRoles { try Output.write(canvas.roles) }
        if let failure = rehearsal.failure { throw failure }
    }
}
