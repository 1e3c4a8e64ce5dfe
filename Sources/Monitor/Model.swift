import Receive
import Replay

/// All that the monitor knows: the run as last seen, and what the user has done to the screen.
public struct Model: Sendable {
    /// The run as last seen, or nil before the first snapshot.
    public var snapshot: Snapshot?
    /// The knob that plus and minus turn.
    public var knob = Knob.maxAggr
    /// A number being typed for the knob, or nil.
    public var typed: String?
    /// Something to tell the user until the next key, or nil.
    public var message: String?
    /// Whether the keys are explained instead of the run.
    public var showsHelp = false
    /// The first session of the table that is shown.
    public var scroll = 0

    /// A monitor that has not seen anything yet.
    public init() {}
}
