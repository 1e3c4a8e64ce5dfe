import Config
import Frames
import Receive
import Traffic

/// A source and everything that was chosen for it.
struct Setup {
    /// The source as the user names it.
    let source: String
    /// What the options decide.
    let options: WatchSettings

    /// A source with options; where none is named, what is piped into the program, or the default one.
    init(source: String?, _ options: WatchSettings) {
        self.source = source ?? (StandardInput.isGiven ? StandardInput.source : Self.defaultSource)
        self.options = options
    }

    /// The receive path.
    var settings: ReceiveSettings { options.receive }

    /// Opens the source.
    ///
    /// A bounded one that would never end is cut after its first million packets, which is said on standard error;
    /// where there is no bound, a pipe is not waited for either.
    func open(bounded: Bool) throws(SourceError) -> any FrameSource {
        var request = SourceOptions(
            filter: options.filter, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags,
            opensLate: !bounded)
        let opened = try TrafficSource.open(source, options: request)
        guard bounded, opened.facts.isEndless else { return opened }
        request.packetLimit = Self.packetLimit
        Output.complain("\(source) never ends: its first \(Self.packetLimit) packets are taken (see packets=N).")
        return try TrafficSource.open(source, options: request)
    }

    /// What is watched when no source is named, nor comes through standard input.
    static let defaultSource = "synthetic:mixed"
    /// Where a synthetic source ends when nobody watches.
    static let packetLimit: UInt64 = 1_000_000
}
