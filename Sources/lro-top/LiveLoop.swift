import Glibc
import Monitor
import Receive
import Replay
import Screen
import Terminal
import Traffic

/// The monitor on a terminal: keys and snapshots come in, at most thirty screens a second go out.
enum LiveLoop {
    /// The time between two screens, in milliseconds.
    private static let frameTime = 33

    /// Takes over the terminal until the user quits or a signal ends the program.
    static func run(_ arguments: SourceArguments, color: ColorMode, ascii: Bool, isRunning: Bool) throws {
        let source = try arguments.open(bounded: false)
        var display: Display
        do throws(TerminalError) {
            display = try Display(colorMode: color)
        } catch {
            Output.complain("\(error); the report is printed instead.")
            return try ReportCommand.run(
                source.facts.isEndless ? arguments.open(bounded: true) : source, arguments)
        }
        let runner = Runner(source, Pipeline(arguments.settings, keepsDeliveries: true), keepsJournal: true)
        if ascii { display.usesASCII = true }
        let waker = display.waker
        let worker = Worker(
            Player(runner, isRunning: isRunning), prepare: { Display.coverThread() }, notify: { waker.wake() })
        let ending = loop(&display, worker)
        worker.stop()
        display.close()
        switch ending {
        case .quit(let failure): if let failure { Output.complain(failure) }
        case .signal(let number): Display.end(by: number)
        }
    }

    private enum Ending {
        /// The user quits; what ended the source early is said then.
        case quit(failure: String?)
        case signal(Int32)
    }

    private static func loop(_ display: inout Display, _ worker: Worker) -> Ending {
        var model = Model()
        var isDirty = true
        var isAsked = true
        var nextFrame = ContinuousClock.now
        worker.requestSnapshot()
        while true {
            if isDirty, ContinuousClock.now >= nextFrame {
                display.present(model.draw(width: display.size.width, height: display.size.height), theme: .default)
                isDirty = false
                nextFrame = .now + .milliseconds(frameTime)
            }
            let isLive = model.snapshot.map { $0.isRunning && !$0.isOver } ?? false
            if isLive, !isAsked, ContinuousClock.now >= nextFrame {
                worker.requestSnapshot()
                isAsked = true
            }
            let timeout = isDirty || isLive && !isAsked ? max(1, milliseconds(until: nextFrame)) : nil
            for event in display.wait(timeoutMilliseconds: timeout) {
                switch event {
                case .key(let key):
                    isDirty = true
                    for effect in model.press(key) {
                        switch effect {
                        case .quit: return .quit(failure: model.snapshot?.failure)
                        case .command(let command): worker.send(command)
                        }
                    }
                    worker.requestSnapshot()
                    isAsked = true
                case .wake:
                    let (snapshot, messages) = worker.takeSnapshot()
                    guard let snapshot else { continue }
                    model.see(snapshot, messages: messages)
                    isAsked = false
                    isDirty = true
                case .resize, .resumed:
                    isDirty = true
                case .terminate(let signal):
                    return .signal(signal)
                case .mouse:
                    break
                }
            }
        }
    }

    private static func milliseconds(until instant: ContinuousClock.Instant) -> Int {
        let left = ContinuousClock.now.duration(to: instant)
        return Int((left / .milliseconds(1)).rounded(.up))
    }
}
