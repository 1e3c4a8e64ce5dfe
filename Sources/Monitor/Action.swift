import Receive
import Replay
import Settings

/// What a key means.
public enum Action: Hashable, Sendable {
    /// Something for the run, as it is.
    case run(Player.Command)
    /// Pick a knob, or type a number for the one that is picked.
    case pick(Setting)
    /// Turn the picked knob up or down its ladder.
    case turn(Direction)
    /// Give the picked knob its default.
    case reset
    /// Type the value of a setting.
    case type(Setting)
    /// Move by a row.
    case move(Direction)
    /// Move by a screen.
    case page(Direction)
    /// Go to the first row, or the last.
    case jump(toEnd: Bool)
    /// Give the moving keys to the next panel, or the one before.
    case focus(Direction)
    /// Show the rows of one queue only, or if they are shown already, of all.
    case queue(Int?)
    /// Go to the next queue, or the one before.
    case nextQueue(Direction)
    /// Give the panel the whole screen, or its place back.
    case zoom
    /// Show what is known of the selected row or event.
    case detail
    /// Show flows instead of sessions, or back.
    case flows
    /// Sort by the next column, or the one before.
    case sort(Direction)
    /// Turn the order around.
    case reverse
    /// Type a filter.
    case filter
    /// Let the selection stay with its row.
    case follow
    /// Leave the rows where they are while numbers go on.
    case freeze
    /// Go to the next theme.
    case nextTheme
    /// Take the mouse, or leave it to the terminal.
    case mouse
    /// Type the name of a file to write to.
    case write
    /// Type the name of a capture to write deliveries to, or close the one that is written.
    case record
    /// Show or leave the warnings.
    case warnings
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
    /// The terminal is to report the mouse, or not.
    case mouse(Bool)
    /// The screen and the snapshot are to be written beside this name, over nothing that exists.
    case write(String)
    /// The end of the program.
    case quit
}
