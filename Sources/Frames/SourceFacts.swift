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
    /// The capture filter, if there is one.
    public var filter: String?
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums: Bool
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags: Bool
    /// The interfaces that the capture names, in its order; empty where it names none.
    public var interfaces: [CaptureInterface] = []
    /// The program that wrote a pcapng file, if it says so, control characters made visible.
    public var application: String?

    /// Facts of a source that is read with `options`.
    package init(
        name: String, kind: Kind, link: LinkType, snapLength: Int, isEndless: Bool = false, isPipe: Bool = false,
        isOpen: Bool = true, options: SourceOptions = SourceOptions()
    ) {
        (self.name, self.kind, self.link, self.snapLength) = (name, kind, link, snapLength)
        (self.isEndless, self.isPipe, self.isOpen) = (isEndless, isPipe, isOpen)
        filter = options.filter?.harmless
        verifiesChecksums = options.verifiesChecksums
        stripsTags = options.stripsTags
    }
}
