import Packet

/// Where frames come from: a capture, a pipe, or made traffic.
public protocol FrameSource: Sendable {
    /// What can be said of the source before its first frame, as far as it is known.
    var facts: SourceFacts { get }

    /// How much of a file was read, from 0 to 1, or nil where no end is known.
    var progress: Double? { get }

    /// Whether reading now would wait for whoever writes into a pipe.
    var isQuiet: Bool { get }

    /// Empties `batch` and fills it with the next frames.
    ///
    /// A batch may come back part full, and even empty, with more to come: when a pipe has nothing more
    /// just now, or nothing has passed the filter for a while. Where `isQuiet`, the read waits first for something to
    /// come, be it a part of a frame.
    ///
    /// - Returns: Whether there may be more; false at the end, with an empty batch.
    /// - Throws: What ended the source early. All frames before the fault have been handed out then.
    mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool
}

extension FrameSource {
    /// A source that is no pipe never waits.
    public var isQuiet: Bool { false }
}

/// What can be said of a source before its first frame.
public struct SourceFacts: Equatable, Sendable {
    /// Where a source's frames come from.
    public enum Kind: String, Sendable {
        /// A capture file.
        case capture
        /// A capture on standard input.
        case stdin
        /// Made traffic.
        case synthetic
    }

    /// The source as it is shown: a path or the synthetic text, control characters made visible.
    public var name: String
    /// Where the frames come from.
    public var kind: Kind
    /// What stands in front of IP.
    public var link: LinkType
    /// The most bytes of a frame that are captured.
    public var snapLength: Int
    /// Whether the source never ends by itself.
    public var isEndless: Bool
    /// Whether the frames come as somebody writes them.
    public var isPipe = false
    /// Whether the rest is known: not before the first bytes of a capture have come through a pipe.
    public var isOpen = true
    /// The capture filter, if there is one.
    public var filter: String?
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums = false
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags = false
    /// The program that wrote a pcapng file, if it says so, control characters made visible.
    public var application: String?
}

/// How to read a source.
public struct SourceOptions: Sendable {
    /// A capture filter as tcpdump takes it, or nil for all frames.
    public var filter: String?
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums: Bool
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags: Bool
    /// Whether a pipe is opened when what its capture begins with has come, and not waited for.
    public var opensLate: Bool
    /// Where a source that would be endless ends, in frames before the filter; nil leaves it endless.
    public var packetLimit: UInt64?

    /// Options, by default none.
    public init(
        filter: String? = nil, verifiesChecksums: Bool = false, stripsTags: Bool = false, packetLimit: UInt64? = nil,
        opensLate: Bool = false
    ) {
        self.filter = filter
        self.stripsTags = stripsTags
        self.opensLate = opensLate
        self.verifiesChecksums = verifiesChecksums
        self.packetLimit = packetLimit
    }
}
