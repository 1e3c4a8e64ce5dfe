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

    static let programOptions = [verifyChecksums, stripVLAN, filter, theme, color, ascii, mouse, paused]

    private static func flag(
        _ name: String, _ place: WritableKeyPath<WatchSettings, Bool> & Sendable, help: String
    ) -> WatchOption {
        WatchOption(name, .flag(default: WatchSettings()[keyPath: place]), help: help) {
            $1[keyPath: place] = $0.flag ?? $1[keyPath: place]
        }
    }
}
