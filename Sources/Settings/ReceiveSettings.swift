import Offload
import Timing

/// What a receive path is set up with: the driver, its LRO managers, and the NIC.
public struct ReceiveSettings: Equatable, Sendable {
    /// What each queue's LRO manager is set up with.
    public var offload = OffloadSettings()
    /// Frames that a poll round takes at most (the NAPI weight).
    public var budget = 64
    /// Frames of at most this many bytes take the small-packet path; 0 for none.
    public var copybreak = 0
    /// Receive queues.
    public var queues = 4
    /// Whether frames go to the queues that the capture tells, as far as it does, and else by RSS.
    public var followsCapture = false
    /// Flows that the ledgers of all queues remember together.
    public var flows = 65_536

    /// What is flushed when a poll takes nothing more; with `backlog` all is.
    public var flushPolicy = FlushPolicy.pollEnd
    /// How long an interrupt is put off, in microseconds.
    public var rxUsecs = 50
    /// The frames that end that wait; 0 for none.
    public var rxFrames = 0
    /// What is set in time.
    public var clock = ClockSettings()

    /// The defaults.
    public init() {}

    /// Whether the RSS hash decides anything: which of several queues, or which bucket.
    public var asksForHash: Bool { queues > 1 || offload.rules.traits.hasBuckets }

    /// These settings under another rulebook; what is at a default of the rulebook's own stays at its default.
    public func under(_ rules: Rulebook) -> ReceiveSettings {
        var settings = self
        settings.offload.rules = rules
        for setting in Setting.allCases where setting.row.defaultByRules != nil {
            if self[setting] == setting.defaultValue(offload.rules) { settings[setting] = setting.defaultValue(rules) }
        }
        return settings
    }

    /// The rulebook, with which the defaults change that hang on it.
    var rulebook: Rulebook {
        get { offload.rules }
        set { self = under(newValue) }
    }

    /// The value of a setting as a number: of a choice its place among the choices, and 0 where none is given.
    public subscript(setting: Setting) -> Int {
        get { setting.row.place.get(self) }
        set { setting.row.place.set(&self, newValue) }
    }
}
