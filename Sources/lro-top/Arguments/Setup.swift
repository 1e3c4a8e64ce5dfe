import Config
import Frames
import Intake
import PlainText
import Receive
import Settings
import Timing
import Traffic

/// A source and everything that was chosen for it.
struct Setup {
    /// The sources as the user names them, at least one.
    let sources: [String]
    /// The order of the frames of several.
    let order: MergedSource.Order
    /// What the options decide.
    private(set) var options: WatchSettings

    /// Sources with options; where none is named, what is piped into the program, or the default one.
    ///
    /// - Parameters:
    ///   - list: The sources.
    ///   - options: What the options decide.
    ///   - given: The options that were given; see `ClockOptions.settings`.
    /// - Throws: That a list of sources cannot be read, or what contradicts itself.
    init(_ list: SourceList, _ options: WatchSettings, given: OptionValues? = nil) throws(SourceError) {
        let named = try list.named
        sources = named.isEmpty ? [StandardInput.isGiven ? StandardInput.source : Self.defaultSource] : named
        order = list.order
        self.options = options
        do throws(ConfigError) {
            self.options.receive = try options.clock.settings(options.receive, given: given)
        } catch {
            throw SourceError(usage: error.description)
        }
    }

    /// The receive path.
    var settings: ReceiveSettings { options.receive }

    /// Opens the source; how many queues there are is known then also where the capture tells it.
    ///
    /// A bounded one that would never end is cut after its first million packets, which is said on standard error;
    /// where there is no bound, a pipe is not waited for either.
    ///
    /// - Parameters:
    ///   - bounded: Whether it must end.
    ///   - looksAhead: Whether all of it is looked through first, so that it never begins anew.
    ///   - keepsNumbers: Whether the numbers in the capture are wanted of the packets.
    /// - Returns: The source, at its first packet.
    /// - Throws: What is wrong with it, or with an option.
    mutating func open(bounded: Bool, looksAhead: Bool = false, keepsNumbers: Bool = true) throws(SourceError)
        -> any FrameSource
    {
        var request = SourceOptions(
            verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags,
            opensLate: !bounded && sources.count == 1, interface: options.interface)
        var opened = try open(request)
        if opened.facts.kind == .synthetic { try checkSynthetic(opened.facts.name) }
        if bounded, opened.facts.isEndless {
            request.packetLimit = Self.packetLimit
            Output.complain(
                "\(opened.facts.name) never ends: its first \(Self.packetLimit) packets are taken (see packets=N).")
            opened = try open(request)
        }
        var intake = try intakeOptions
        intake.looksAhead = looksAhead
        intake.keepsNumbers = keepsNumbers
        intake.isInterrupted = { Interrupt.happened }
        intake.notesQueues = settings.followsCapture
        let told = opened.facts.interfaces.compactMap(\.speed).first.flatMap { Rate($0, .bits) }
        intake.link = options.clock.link ?? told ?? .link
        intake.spacesSegments = settings.clock.arrivals.areRecorded
        if !bounded, !intake.notesQueues { intake.patience = Self.patience }
        if opened.facts.kind == .synthetic {
            // It was never captured: there is nobody to be found, and nothing to be cut.
            (intake.receiver, intake.duplicates, intake.unmerge) = (.all, .keep, .off)
        }
        let source = try IntakeSource(opened, intake)
        if intake.notesQueues { options.receive.queues = try queues(told: source) }
        return source
    }

    /// How many queues a capture tells, as far as the setting goes; higher ones begin anew at 0.
    private func queues(told source: IntakeSource) throws(SourceError) -> Int {
        guard source.toldQueues > 0 else { throw Self.noQueues(source.facts.name) }
        return min(source.toldQueues, Setting.queues.range.upperBound)
    }

    private static func noQueues(_ name: String) -> SourceError {
        SourceError(usage: "\(name) tells no queues: --queues takes a number")
    }

    /// Refuses options that only captures can be read with.
    private func checkSynthetic(_ name: String) throws(SourceError) {
        if let interface = options.interface {
            throw SourceError(usage: "--from-interface \(interface.harmless): synthetic traffic names no interfaces")
        }
        if settings.followsCapture { throw Self.noQueues(name) }
    }

    private func open(_ request: SourceOptions) throws(SourceError) -> any FrameSource {
        try TrafficSource.open(sources, order: order, options: request)
    }

    /// What is to become of the frames before they are received.
    private var intakeOptions: IntakeOptions {
        get throws(SourceError) {
            var intake = IntakeOptions(
                duplicates: options.duplicates, filter: options.filter, mtu: settings.offload.mtu)
            intake.interface = options.interface.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            if options.receiver != "auto" {
                guard let receiver = Receiver(argument: options.receiver) else {
                    throw SourceError(
                        usage: "--receiver \(options.receiver): auto, all, a MAC address such as 02:00:00:00:00:01 or "
                            + "an IP address is allowed")
                }
                intake.receiver = receiver
            }
            guard let mode = IntakeOptions.UnmergeMode(argument: options.unmerge) else {
                let sizes = IntakeOptions.UnmergeMode.sizes
                throw SourceError(
                    usage: "--unmerge \(options.unmerge): auto, off, or a segment size from \(sizes.lowerBound) to "
                        + "\(sizes.upperBound) bytes is allowed")
            }
            intake.unmerge = mode
            return intake
        }
    }

    /// What is watched when no source is named, nor comes through standard input.
    static let defaultSource = "synthetic:mixed"
    /// Where a synthetic source ends when nobody watches.
    static let packetLimit: UInt64 = 1_000_000
    /// How long the first frames of a pipe may be kept while somebody watches, until who receives is decided.
    static let patience = Duration.milliseconds(200)
}
