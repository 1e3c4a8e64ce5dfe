import Intake
import Receive
import Replay
import Screen
import Settings

/// Everything that options decide, with their defaults.
public struct WatchSettings: Equatable, Sendable {
    /// The receive path.
    public var receive = ReceiveSettings()
    /// When frames arrive, and what else only several options together decide.
    public var clock = ClockOptions()
    /// Whether wrong checksums are found.
    public var verifiesChecksums = false
    /// Whether the NIC removes VLAN tags.
    public var stripsTags = false
    /// The capture filter, or nil.
    public var filter: String?
    /// The interface whose frames are read, by number or name; nil for all.
    public var interface: String?
    /// Who receives: auto, all, a MAC or an IP address.
    public var receiver = "auto"
    /// How packets that were merged before the capture are cut: auto, off, or a size.
    public var unmerge = "auto"
    /// What becomes of frames that were recorded twice.
    public var duplicates = DuplicatePolicy.auto
    /// The theme by its name or file.
    public var theme = "default"
    /// How many colours are used.
    public var color = ColorMode.auto
    /// Whether only ASCII is drawn.
    public var ascii = false
    /// Whether the terminal reports the mouse.
    public var mouse = true
    /// Whether the run begins paused.
    public var paused = false
    /// The most bytes of a capture of the deliveries.
    public var recordLimit = DeliveryRecorder.defaultLimit

    /// The defaults.
    public init() {}

    /// Where nothing is given, what the NIC sets, else the defaults; values that an option does not take are left out.
    public init(_ values: OptionValues) {
        let values = values.overNIC
        // The rulebook comes first: other defaults hang on it.
        for option in [.setting(.rules)] + WatchOption.allCases {
            if let value = values[option], option.takes(value) { option.store(value, &self) }
        }
    }
}
