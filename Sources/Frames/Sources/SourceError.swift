/// Why a source cannot be opened or read on, in one sentence.
public struct SourceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of fault it is; each has its exit code.
    public enum Kind: Sendable {
        /// No such file, no permission, a directory.
        case cannotOpen
        /// Not a pcap or pcapng file.
        case notACapture
        /// A capture whose frames cannot be read.
        case unsupportedLink
        /// A capture that is broken from some packet on.
        case damaged
        /// A capture filter that does not compile.
        case filter
        /// A synthetic source with a wrong profile, key, or value.
        case usage
        /// What was read turned out to be merged already: the source begins anew, and cuts it.
        case beginsAnew
        /// A capture that cannot be written.
        case cannotWrite
    }

    /// What kind of fault it is.
    public let kind: Kind
    /// The file, packet or option, the fault, and what is allowed.
    public let description: String

    /// A fault of a command line, in a sentence.
    public init(usage sentence: String) { self.init(.usage, sentence) }

    /// A fault in a sentence.
    package init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        description = sentence
    }
}
