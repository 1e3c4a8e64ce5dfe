import ArgumentParser
import Capture
import Config
import Frames
import Receive
import Unmerge

/// `lro-top unmerge`: the segments that were on the wire, as a capture.
struct UnmergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "Cut packets that were merged before the capture, and write the segments of the wire.",
        discussion: """
            GRO and LRO merge before a capture sees the packets, and TSO cuts behind it. The segment sizes of each flow \
            are taken from the MSS options, from the flow's own packets, or guessed; a file is read twice for that, a \
            pipe tells what has passed. All segments have the time of their packet.
            """)

    @Argument(help: "A capture, - for stdin, or synthetic:PROFILE[,key=value...].")
    var source: String

    @Option(
        name: [.short, .customLong("output")], parsing: .unconditional,
        help: ArgumentHelp(
            "The capture: pcapng, classic pcap (no comments) when it ends in .pcap, or - for stdout.", valueName: "file"
        ))
    var output: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Segment sizes by what the source tells, or so many payload bytes for all \
            (\(UnmergeArgument.sizes.lowerBound) to \(UnmergeArgument.sizes.upperBound)).
            """, valueName: "auto|size"))
    var unmerge = UnmergeArgument.auto

    @Option(parsing: .unconditional, help: .of(.mtu), transform: Setting.mtu.number)
    var mtu: Int?

    @Option(help: .of(.filter))
    var filter: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func run() throws {
        var source: any FrameSource = try Setup(source: source, WatchSettings()).open(bounded: true)
        let passes = try filter.map {
            try CaptureFilter($0, link: source.facts.link, snapLength: source.facts.snapLength)
        }
        Interrupt.watch()
        Output.outlivesReaders()
        var writer = try CaptureWriter(
            path: output, link: source.facts.link, snapLength: source.facts.snapLength, notes: notes, replaces: force,
            source: self.source)
        var progress = ProgressLine()
        var unmerger = unmerger(&source, &progress)
        let fault = try write(&source, &unmerger, passes, &writer, &progress)
        let name = writer.name
        let packets = try writer.finish()
        progress.clear()
        Output.note("lro-top: \(name): \(packets.packetsInWords) written; \(unmerger.counts.sentence)\n")
        if Interrupt.happened { throw ExitCode(ExitStatus.interrupted) }
        if let fault { throw fault }
    }

    /// What is said of the capture.
    ///
    /// Its packets are not merged, so the program's name is not the first word, by which a report knows merged ones.
    private var notes: CaptureWriter.Notes {
        CaptureWriter.Notes(
            application: "unmerged by \(LROTop.application)",
            comment: "the segments of \(source) before they were merged"
        )
    }

    /// Reads the source a first time, if that is needed and possible.
    private func unmerger(_ source: inout any FrameSource, _ progress: inout ProgressLine) -> Unmerger {
        let mtu = mtu ?? ReceiveSettings().offload.mtu
        if case .size(let size) = unmerge { return Unmerger(link: source.facts.link, size: size) }
        guard let start = source.mark() else { return Unmerger(passing: source.facts.link, mtu: mtu) }
        let evidence = SizeEvidence(reading: &source) { frames in
            progress.show(frames, progress: nil)
            return !Interrupt.happened
        }
        source.seek(to: start)
        return Unmerger(evidence, mtu: mtu)
    }

    /// Writes all segments and what was not cut.
    ///
    /// - Returns: What ended the source early, if anything did.
    private func write(
        _ source: inout any FrameSource, _ unmerger: inout Unmerger, _ filter: CaptureFilter?,
        _ writer: inout CaptureWriter, _ progress: inout ProgressLine
    ) throws(SourceError) -> SourceError? {
        var batch = FrameBatch()
        var frames: UInt64 = 0
        while !Interrupt.happened {
            // Whoever reads along wants to see what is there before more of the source comes.
            if source.isQuiet { try writer.flush() }
            do throws(SourceError) {
                guard try source.read(into: &batch) else { return nil }
            } catch {
                return error
            }
            frames += UInt64(batch.count)
            for frame in unmerger.frames(of: batch)
            where filter?.passes(frame.bytes.span, wireLength: frame.wireLength) ?? true {
                try writer.write(frame.bytes, wireLength: frame.wireLength, time: frame.time, comment: frame.comment)
            }
            progress.show(frames, progress: source.progress)
        }
        return nil
    }
}
