import Receive
import Replay

/// What a key means.
public enum Action: Hashable, Sendable {
    /// Run, or pause.
    case toggleRunning
    /// One poll round.
    case stepRound
    /// One frame.
    case stepFrame
    /// A slower or a faster pace.
    case pace(Int)
    /// Pick a knob, or type a number for the one that is picked.
    case pick(Knob)
    /// Turn the picked knob up or down its ladder.
    case turn(Int)
    /// Give the picked knob its default.
    case reset
    /// Move the table by rows.
    case scroll(Int)
    /// Show or leave the help.
    case help
    /// Close what was opened last.
    case close
    /// Leave the program.
    case quit
}

/// What the monitor asks of the world around it.
public enum Effect: Equatable, Sendable {
    /// Something for the run.
    case command(Player.Command)
    /// The end of the program.
    case quit
}
