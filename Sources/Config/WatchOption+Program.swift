import Intake
import Replay
import Screen

/// The options that are no settings of the receive path.
extension WatchOption {
    /// Whether wrong checksums are found.
    public static let verifyChecksums = flag(
        "verify-checksums", \.verifiesChecksums,
        help: "Verify checksums as a NIC does (captures made on a sender look all wrong).")
    /// Whether the NIC removes VLAN tags.
    public static let stripVLAN = flag(
        "strip-vlan", \.stripsTags, help: "Let the NIC remove every VLAN tag and forget it.")
    /// The capture filter.
    public static let filter = WatchOption(
        "filter", .text(default: nil), help: "Only frames that pass this capture filter, as tcpdump takes it."
    ) { $1.filter = $0.text }
    /// The interface whose frames are read.
    public static let fromInterface = WatchOption(
        "from-interface", .text(default: nil),
        help: "Only frames of one interface of a pcapng capture, by its number from 0 or its name, or of a Linux "
            + "cooked capture of version 2, by its index."
    ) { $1.interface = $0.text }
    /// Who receives.
    public static let receiver = WatchOption(
        "receiver", .text(default: WatchSettings().receiver),
        help: "Whose received frames are taken: auto finds out, all, a MAC or an IP address."
    ) { $1.receiver = $0.text ?? $1.receiver }
    /// How packets that were merged before the capture are cut.
    public static let unmerge = WatchOption(
        "unmerge", .text(default: WatchSettings().unmerge),
        help: "Cut packets that were merged before the capture: auto by what the source tells, off, or a size in bytes."
    ) { $1.unmerge = $0.text ?? $1.unmerge }
    /// What becomes of frames that were recorded twice.
    public static let duplicates = WatchOption(
        "duplicates", .word(DuplicatePolicy.allCases.map(\.rawValue), default: WatchSettings().duplicates.rawValue),
        help: "Frames recorded twice: take one where another interface has the other, keep both, or drop any."
    ) { $1.duplicates = $0.text.flatMap { DuplicatePolicy(rawValue: $0) } ?? $1.duplicates }
    /// The theme.
    public static let theme = WatchOption(
        "theme", .text(default: WatchSettings().theme), help: "A theme by its name (see --list-themes), or a TOML file."
    ) { $1.theme = $0.text ?? $1.theme }
    /// How many colours are used.
    public static let color = WatchOption(
        "color", .word(ColorMode.allCases.map(\.rawValue), default: WatchSettings().color.rawValue),
        help: "Colors: as many as the terminal has, none, 16 or 256 at most."
    ) { $1.color = $0.text.flatMap { ColorMode(rawValue: $0) } ?? $1.color }
    /// Whether only ASCII is drawn.
    public static let ascii = flag("ascii", \.ascii, help: "Draw with ASCII characters only.")
    /// Whether the terminal reports the mouse.
    public static let mouse = flag(
        "mouse", \.mouse, help: "Take clicks and the wheel; without, the mouse is the terminal's.")
    /// Whether the run begins paused.
    public static let paused = flag("paused", \.paused, help: "Begin paused.")

    /// How long a capture of the deliveries becomes.
    public static let recordLimit = WatchOption(
        "record-limit", .size(1 << 12...1 << 50, default: WatchSettings().recordLimit),
        help: "The most bytes of a capture that the monitor writes of the deliveries."
    ) { $1.recordLimit = $0.size ?? $1.recordLimit }

    static let programOptions = [
        verifyChecksums, stripVLAN, filter, fromInterface, receiver, unmerge, duplicates, theme, color, ascii, mouse,
        paused, recordLimit,
    ]

    private static func flag(
        _ name: String, _ place: WritableKeyPath<WatchSettings, Bool> & Sendable, help: String
    ) -> WatchOption {
        WatchOption(name, .flag(default: WatchSettings()[keyPath: place]), help: help) {
            $1[keyPath: place] = $0.flag ?? $1[keyPath: place]
        }
    }
}
