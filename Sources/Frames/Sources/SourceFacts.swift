import Packet
import PlainText

/// What can be said of a source before its first frame.
public struct SourceFacts: Equatable, Sendable {
    /// Where a source's frames come from.
    public enum Kind: String, Sendable {
        /// A capture file.
        case capture
        /// A capture on standard input.
        case stdin
        /// Synthetic traffic.
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
    public var isPipe: Bool
    /// Whether the rest is known: not before the first bytes of a capture have come through a pipe.
    public var isOpen: Bool
    /// The capture filter that the frames pass, if there is one.
    public var filter: String?
    /// The only interface whose frames are read, by number or name; nil for all.
    public var interface: String?
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums: Bool
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags: Bool
    /// The interfaces that a pcapng capture has described so far, in its order; empty where it describes none.
    public var interfaces: [CaptureInterface] = []
    /// What was done to the frames before they are received; nil for those that are taken as they come.
    public var account: SourceAccount?
    /// The program that wrote a pcapng file, if it says so, control characters made visible.
    public var application: String?

    /// The captures that the source reads, where it reads several.
    public var files: [CaptureFileCount] = []
    /// Whether their frames come one capture after the other, and not in order of time.
    public var comesListed = false

    /// Facts of a source that is read with `options`.
    package init(
        name: String, kind: Kind, link: LinkType, snapLength: Int, isEndless: Bool = false, isPipe: Bool = false,
        isOpen: Bool = true, options: SourceOptions = SourceOptions()
    ) {
        (self.name, self.kind, self.link, self.snapLength) = (name, kind, link, snapLength)
        (self.isEndless, self.isPipe, self.isOpen) = (isEndless, isPipe, isOpen)
        interface = options.interface?.harmless
        verifiesChecksums = options.verifiesChecksums
        stripsTags = options.stripsTags
    }

    /// The sources as they stand on a command line, word by word; standard input is `-`.
    public var sourceWords: [String] {
        if files.isEmpty { return [kind == .stdin ? "-" : name] }
        return files.map { $0.name == "stdin" ? "-" : $0.name } + (comesListed ? ["--order", "listed"] : [])
    }

    /// A sentence that says which frames were left out so far because they cannot be read; nil where there are none.
    public var leftOut: String? {
        let unread = interfaces.filter { $0.leftOut > 0 }
        guard !unread.isEmpty else { return nil }
        let frames = unread.reduce(0) { $0 + $1.leftOut }
        let names = unread.map { $0.name.isEmpty ? $0.linkName : "\($0.name) (\($0.linkName))" }
        let shown = names.prefix(5).joined(separator: ", ")
        let rest = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "\(frames) \(frames == 1 ? "packet was" : "packets were") left out, of link types that cannot be read: "
            + shown + rest
    }
}
