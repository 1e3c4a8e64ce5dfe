import Frames
import Glibc
import Monitor
import Receive
import Replay
import Screen
import Snapshots
import Terminal
import Watch

/// The monitor on a terminal: keys and snapshots come in, screens go out.
enum LiveLoop {
    /// Takes over the terminal until the user quits or a signal ends the program.
    ///
    /// `themes` are the themes to go through, from the one that is first.
    static func run(_ setup: Setup, keys: KeyMap, themes: [Theme], first: Int) throws {
        Output.outlivesReaders()
        var setup = setup
        let (source, options) = (try setup.open(bounded: false), setup.options)
        var display: Display
        do throws(TerminalError) {
            display = try Display(colorMode: options.color)
        } catch {
            Output.complain("\(error); the report is printed instead.")
            let bounded = source.facts.isEndless ? try setup.open(bounded: true) : source
            return try ReportCommand.run(bounded, setup)
        }
        let runner = Runner(
            source, Pipeline(setup.settings, keepsDeliveries: true), keepsRecentRounds: true)
        if options.ascii { display.usesASCII = true }
        if options.mouse { display.setMouse(true) }
        var model = Model(usesMouse: options.mouse)
        model.keys = keys
        model.themes = themes.map(\.name)
        model.theme = first
        let waker = display.waker
        var player = Player(runner, isRunning: !options.paused, application: LROTop.application)
        player.recordLimit = options.recordLimit
        let worker = Worker(
            player, prepare: { Display.coverThread() }, notify: { waker.wake() })
        let ending = loop(&display, worker, model, themes)
        worker.stop()
        display.close()
        switch ending {
        case .quit(let failure): if let failure { throw failure }
        case .signal(let number): Display.end(by: number)
        }
    }

    private enum Ending {
        /// The user quits; what ended the source early is said then.
        case quit(failure: SourceError?)
        case signal(Int32)
    }

    private static func loop(_ display: inout Display, _ worker: Worker, _ model: Model, _ themes: [Theme]) -> Ending {
        var (model, cadence) = (model, Cadence(at: .now))
        var last = ContinuousClock.now
        worker.requestSnapshot(model.wantedQuery)
        while true {
            let now = ContinuousClock.now
            if model.advance(seconds: last.duration(to: now) / .seconds(1)) { cadence.change(at: now) }
            last = now
            if let time = cadence.nextFrame(after: display.nextFrame), time <= .now {
                cadence.draw(at: .now)
                let canvas = model.draw(width: display.size.width, height: display.size.height)
                display.present(canvas, theme: themes[model.theme])
            }
            let line = display.nextFrame
            let ask = model.snapshot.flatMap { snapshot in
                snapshot.isRunning && !snapshot.isOver || snapshot.secondReading != nil
                    ? cadence.nextRequest(isSlow: snapshot.pace.isSlow, after: line) : nil
            }
            if let ask, ask <= .now {
                worker.requestSnapshot(model.wantedQuery)
                cadence.request()
                continue
            }
            let fades = model.timeToChange.map { now + .seconds($0) }
            let timeout = [cadence.nextFrame(after: line) ?? ask, fades].compactMap(\.self).min()
                .map { max(1, milliseconds(until: $0)) }
            for event in display.wait(timeoutMilliseconds: timeout) {
                switch event {
                case .key(let key):
                    let effects = model.press(key, width: display.size.width, height: display.size.height)
                    for effect in effects where !perform(effect, &model, &display, worker) {
                        return .quit(failure: model.snapshot?.failure)
                    }
                    worker.requestSnapshot(model.wantedQuery)
                    cadence.touch(at: .now)
                case .mouse(let mouse):
                    model.point(mouse, width: display.size.width, height: display.size.height)
                    worker.requestSnapshot(model.wantedQuery)
                    cadence.touch(at: .now)
                case .wake:
                    let (snapshot, messages) = worker.takeSnapshot()
                    guard let snapshot else { continue }
                    for effect in model.see(snapshot, messages: messages) {
                        _ = perform(effect, &model, &display, worker)
                    }
                    cadence.receive(at: .now)
                case .resize, .resumed:
                    cadence.change(at: .now)
                case .terminate(let signal):
                    return .signal(signal)
                }
            }
        }
    }

    /// Does what the monitor asks of the world; false when that is the end.
    private static func perform(
        _ effect: Effect, _ model: inout Model, _ display: inout Display, _ worker: Worker
    ) -> Bool {
        switch effect {
        case .quit: return false
        case .command(let command): worker.send(command)
        case .mouse(let isOn): display.setMouse(isOn)
        case .write(let name):
            guard let snapshot = model.snapshot else { break }
            let canvas = model.draw(width: display.size.width, height: display.size.height)
            model.message = ScreenFiles.write(name, display.usesASCII ? canvas.ascii() : canvas, snapshot)
        }
        return true
    }

    private static func milliseconds(until instant: ContinuousClock.Instant) -> Int {
        let left = ContinuousClock.now.duration(to: instant)
        return Int((left / .milliseconds(1)).rounded(.up))
    }
}
