/// What a piece of the screen means; a theme decides what it looks like.
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Body text.
    case text
    /// Text that is there to be looked up, not to be read first.
    case muted
    /// The frame of a panel.
    case border
    /// The frame of the panel that has the keys.
    case focus
    /// The name of the program, of a panel, of a page.
    case title
    /// The headings of a table's columns.
    case header
    /// The row or item under the cursor.
    case selected
    /// A value that the last step changed.
    case changed
    /// The state word while the run goes on.
    case running
    /// The state word while it is paused.
    case paused
    /// The state word while an earlier moment is shown.
    case back
    /// The state word after a stop condition was met.
    case stopped
    /// The state word at the end of the source.
    case ended
    /// Something the user should look at.
    case warning
    /// Something that went wrong.
    case error
    /// A knob and its value.
    case knob
    /// The knob that the plus and minus keys turn.
    case knobActive = "knob-active"
    /// A bar with room to spare.
    case barLow = "bar-low"
    /// A bar that is getting full.
    case barMid = "bar-mid"
    /// A bar that is nearly or entirely full.
    case barHigh = "bar-high"
    /// Sparklines and the time line.
    case graph
    /// A flush because the round, the source or a setting ended.
    case flushEnd = "flush-end"
    /// A flush because an aggregate was full.
    case flushLimit = "flush-limit"
    /// A flush because a segment was out of order.
    case flushOrder = "flush-order"
    /// A flush because of a TCP flag or a mark.
    case flushFlags = "flush-flags"
    /// A flush because of the shape of a packet.
    case flushShape = "flush-shape"
    /// A packet that receive offload does not handle.
    case flushOther = "flush-other"
    /// The name of a key.
    case key
    /// What a key does.
    case hint
    /// Text being typed into a prompt.
    case input

    /// The sign of the role in a dump of styles; no two roles share one.
    public var letter: Character {
        switch self {
        case .text: "."
        case .muted: "m"
        case .border: "b"
        case .focus: "F"
        case .title: "T"
        case .header: "h"
        case .selected: "S"
        case .changed: "c"
        case .running: "R"
        case .paused: "P"
        case .back: "B"
        case .stopped: "X"
        case .ended: "E"
        case .warning: "w"
        case .error: "e"
        case .knob: "k"
        case .knobActive: "K"
        case .barLow: "1"
        case .barMid: "2"
        case .barHigh: "3"
        case .graph: "g"
        case .flushEnd: "n"
        case .flushLimit: "l"
        case .flushOrder: "o"
        case .flushFlags: "f"
        case .flushShape: "s"
        case .flushOther: "x"
        case .key: "y"
        case .hint: "i"
        case .input: "p"
        }
    }
}
