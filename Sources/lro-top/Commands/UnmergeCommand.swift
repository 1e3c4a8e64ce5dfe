import ArgumentParser
import Capture
import Config
import Frames
import Intake
import Receive
import Settings

/// `lro-top unmerge`: the segments that were on the wire, as a capture.
struct UnmergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "Cut packets that were merged before the capture, and write the segments of the wire.",
        discussion: """
            GRO and LRO merge before a capture sees the packets, and TSO cuts behind it. The segment sizes of each flow \
            are taken from the MSS options, from the flow's own packets, or guessed; a file is read twice for that, a \
            pipe tells what has passed. All segments have the time of their packet. All frames are taken, whoever \
            received them, unless --receiver says otherwise.
            """)

    @OptionGroup var list: SourceList

    @OptionGroup var output: OutputOptions

    @Option(parsing: .unconditional, help: .of(.unmerge))
    var unmerge: String?

    @Option(
        parsing: .unconditional,
        help: "Whose received frames are taken: all (the default), auto, a MAC or an IP address.")
    var receiver = "all"

    @Option(name: .customLong("from-interface"), parsing: .unconditional, help: .of(.fromInterface))
    var fromInterface: String?

    @Option(help: .of(.duplicates))
    var duplicates: DuplicatePolicy?

    @Option(parsing: .unconditional, help: .of(.mtu), transform: Setting.mtu.number)
    var mtu: Int?

    @Option(help: .of(.filter))
    var filter: String?

    func validate() throws {
        if !list.isGiven { throw ValidationError("Missing expected argument '<sources> ...'") }
    }

    func run() throws {
        var setup = try Setup(list, WatchSettings(OptionValues(in: self)))
        var source = try setup.open(bounded: true, looksAhead: true)
        Interrupt.watch()
        Output.outlivesReaders()
        var writer = try CaptureWriter(
            path: output.path, link: source.facts.link, snapLength: source.facts.snapLength,
            notes: notes(setup.sources.count == 1 ? setup.sources[0] : source.facts.name), replaces: output.replaces,
            sources: setup.sources)
        var progress = ProgressLine()
        let fault = try write(&source, &writer, &progress)
        let name = writer.name
        let packets = try writer.finish()
        progress.clear()
        let done = source.facts.account?.unmerge?.sentence ?? "no packet was merged before the capture"
        Output.note("lro-top: \(name): \(packets.packetsInWords) written; \(done)\n")
        if Interrupt.happened { throw ExitCode(ExitStatus.interrupted) }
        if let fault { throw fault }
    }

    /// What is said of the capture.
    ///
    /// Its packets are not merged, so the program's name is not the first word, by which a report knows merged ones.
    private func notes(_ source: String) -> CaptureWriter.Notes {
        CaptureWriter.Notes(
            application: "unmerged by \(LROTop.application)",
            comment: "the segments of \(source) before they were merged"
        )
    }

    /// Writes all segments and what was not cut.
    ///
    /// - Returns: What ended the source early, if anything did.
    private func write(
        _ source: inout any FrameSource, _ writer: inout CaptureWriter, _ progress: inout ProgressLine
    ) throws(SourceError) -> SourceError? {
        var batch = FrameBatch()
        var index: UInt64 = 0
        while !Interrupt.happened {
            // Whoever reads along wants to see what is there before more of the source comes.
            if source.isQuiet { try writer.flush() }
            do throws(SourceError) {
                guard try source.read(into: &batch) else { return nil }
            } catch {
                return error
            }
            for place in batch.indices {
                let record = batch.record(at: place)
                let number = source.numbers?.number(of: index)
                let origin = batch.origin(at: place)
                try writer.write(
                    batch.frame(at: place), wireLength: Int(record.wireLength), time: record.time,
                    interface: Int(origin.interface), link: batch.link,
                    comment: number?.segment == nil ? "" : number.map { "#\($0)" } ?? "",
                    notes: CaptureWriter.PacketNotes(origin: origin, firstFrame: number?.frame ?? record.index))
                index += 1
            }
            progress.show(index, progress: source.progress, source.secondReading)
        }
        return nil
    }
}
