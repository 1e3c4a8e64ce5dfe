import ArgumentParser
import Frames
import Parallel
import Receive
import Replay
import Report

/// `lro-top report`: the summary of a whole source.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Run to the end at full speed and print the summary.")

    @OptionGroup var arguments: SourceArguments

    @Flag(help: "Print the summary as one JSON object.")
    var json = false

    func run() throws {
        var setup = try arguments.setup
        let source = try setup.open(bounded: true, keepsNumbers: false)
        try Self.run(source, setup, json: json)
    }

    /// Runs a source to its end, or to an interrupt, and prints the summary.
    static func run(_ source: any FrameSource, _ setup: Setup, json: Bool = false) throws {
        Interrupt.watch()
        var runner = ParallelRunner(source, Pipeline(setup.settings))
        var progress = ProgressLine()
        while runner.takeBatch() {
            if Interrupt.happened { runner.stop() }
            progress.show(runner)
        }
        progress.clear()
        var summary = Summary(runner, version: LROTop.version)
        // The read that an interrupt broke off says nothing of the source.
        if Interrupt.happened { summary.warnings.removeAll { $0.id == "damage" } }
        if json {
            try Output.write(summary.json)
        } else {
            try Output.write(summary.text(width: Output.width, ascii: !Output.isUTF8))
        }
        if Interrupt.happened { throw ExitCode(ExitStatus.interrupted) }
        if let failure = runner.failure { throw failure }
    }
}
