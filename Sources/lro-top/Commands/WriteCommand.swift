import ArgumentParser
import Capture
import Frames
import Receive
import Replay

/// `lro-top write`: the delivered packets as a capture.
struct WriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Run to the end and write the delivered packets as a capture.",
        discussion: """
            Each packet has its rewritten headers, the merged payload as far as it was captured, and a comment that \
            says which frames are in it and why it was delivered. The interface is the queue; a round is counted from \
            0 in its queue, as "poll" in a trace. The options of a packet say its queue, its first frame, and the size \
            of its segments. With a clock (--arrivals) a packet has the time of its delivery, and the comment says what \
            the first frame in it has waited for, in nanoseconds.
            """)

    @OptionGroup var arguments: SourceArguments

    @OptionGroup var output: OutputOptions

    func run() throws {
        var setup = try arguments.setup
        let source = try setup.open(bounded: true, looksAhead: true)
        Interrupt.watch()
        Output.outlivesReaders()
        var runner = Runner(source, Pipeline(setup.settings, keepsDeliveries: true))
        let recorder = try DeliveryRecorder(
            path: output.path, runner, application: LROTop.application, replaces: output.replaces,
            sources: setup.sources)
        var progress = ProgressLine()
        while runner.secondReading != nil, !Interrupt.happened {
            runner.readOn()
            progress.show(runner)
        }
        while true {
            // Whoever reads along wants to see what is there before more of the source comes.
            if !runner.isReady { try recorder.flush() }
            guard let queue = recorder.takeFrame(of: &runner) else { break }
            try recorder.follow(runner, queue: queue)
            if runner.pipeline.received & 0xfff == 0 {
                progress.show(runner)
                if Interrupt.happened { recorder.stop(&runner) }
            }
        }
        try recorder.follow(runner)
        try recorder.flush()
        progress.clear()
        Output.note("lro-top: \(recorder.name): \(recorder.packets.packetsInWords) written\n")
        if Interrupt.happened { throw ExitCode(ExitStatus.interrupted) }
        if let failure = runner.failure { throw failure }
    }
}
