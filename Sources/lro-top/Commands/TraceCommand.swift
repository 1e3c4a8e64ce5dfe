import ArgumentParser
import Receive
import Replay
import Report

/// `lro-top trace`: one JSON line for each delivered packet.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Run to the end and print one JSON line per delivered packet, then one with the counters.")

    @OptionGroup var arguments: SourceArguments

    func run() throws {
        var setup = try arguments.setup
        let source = try setup.open(bounded: true, looksAhead: true)
        Interrupt.watch()
        var trace = Trace(source, Pipeline(setup.settings, keepsDeliveries: true))
        try trace.write(isInterrupted: { Interrupt.happened }, to: { bytes in try Output.write(bytes) })
        if Interrupt.happened { throw ExitCode(ExitStatus.interrupted) }
        if let failure = trace.failure { throw failure }
    }
}
