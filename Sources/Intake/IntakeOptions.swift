import Timing

/// What becomes of a source's frames before they are received.
public struct IntakeOptions: Sendable {
    /// How packets that were merged before the capture are cut.
    public enum UnmergeMode: Equatable, Sendable {
        /// By what the source tells.
        case auto
        /// Not at all.
        case off
        /// Into segments of so many payload bytes.
        case size(Int)

        /// Payload bytes that a segment may have.
        public static let sizes = 48...65_535

        /// The mode that a user names: `auto`, `off`, or a size; nil for anything else.
        public init?(argument: String) {
            switch argument {
            case "auto": self = .auto
            case "off": self = .off
            default:
                guard let size = Int(argument), Self.sizes.contains(size) else { return nil }
                self = .size(size)
            }
        }
    }

    /// Who receives; nil has the first frames decide.
    public var receiver: Receiver?
    /// What becomes of frames that were recorded twice.
    public var duplicates: DuplicatePolicy
    /// A capture filter as tcpdump takes it, or nil for all frames; it looks at frames as they were captured.
    public var filter: String?
    /// The index of the only interface whose frames are taken of Linux cooked captures of version 2; nil for all.
    ///
    /// Those of other captures were selected where they are read.
    public var interface: Int?
    /// How packets that were merged are cut.
    public var unmerge: UnmergeMode
    /// The IP length in bytes above which no packet of the wire is.
    public var mtu: Int
    /// Whether the whole source is looked through before its first frame is handed out, for those who cannot begin
    /// anew.
    public var looksAhead: Bool
    /// Whether the numbers in the capture are kept of the packets.
    public var keepsNumbers: Bool
    /// Whether the queue that the capture tells of a frame, plus one, is noted in place of its RSS hash.
    public var notesQueues = false
    /// Whether segments that are cut have times of their own, back to back on `link`, and not their packet's time.
    public var spacesSegments = false
    /// The wire on which they came.
    public var link = Rate.link
    /// How long a pipe that somebody watches may keep the first frames waiting for the receiver to be decided; nil
    /// waits for as many as are looked at.
    public var patience: Duration?
    /// Whether somebody wants the source to wait and to look ahead no longer.
    public var isInterrupted: @Sendable () -> Bool

    /// Options; by default the intake finds out all by itself.
    public init(
        receiver: Receiver? = nil, duplicates: DuplicatePolicy = .auto, filter: String? = nil,
        unmerge: UnmergeMode = .auto, mtu: Int = 1500, looksAhead: Bool = false, keepsNumbers: Bool = true,
        patience: Duration? = nil, isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) {
        self.receiver = receiver
        self.duplicates = duplicates
        self.filter = filter
        self.unmerge = unmerge
        self.mtu = mtu
        self.looksAhead = looksAhead
        self.keepsNumbers = keepsNumbers
        self.patience = patience
        self.isInterrupted = isInterrupted
    }

    /// Options that leave all frames as they come.
    public static var untouched: IntakeOptions {
        IntakeOptions(receiver: .all, duplicates: .keep, unmerge: .off)
    }
}
