import CTerminal
import Glibc

/// Why there is no terminal to draw on; one sentence each.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
    /// The process has no controlling terminal.
    case noTerminal
    /// The variable TERM is not set.
    case noType
    /// The type of the terminal is not in the terminfo database.
    case unknownType(String)
    /// The terminal cannot move its cursor.
    case tooSimple(String)
    /// The system or curses refuses, or a display is open already.
    case failed

    init(_ reason: Int) {
        let type = getenv("TERM").map { String(cString: $0) } ?? ""
        switch reason {
        case CT_NO_TTY: self = .noTerminal
        case CT_NO_TYPE: self = .noType
        case CT_UNKNOWN_TYPE: self = .unknownType(type)
        case CT_TOO_SIMPLE: self = .tooSimple(type)
        default: self = .failed
        }
    }

    /// The fault, and what to do about it.
    public var description: String {
        switch self {
        case .noTerminal: "there is no terminal to draw on (/dev/tty cannot be opened)"
        case .noType: "the variable TERM is not set; it names the type of the terminal, such as xterm-256color"
        case .unknownType(let type): "TERM=\(type) is not a terminal type known here; try TERM=xterm-256color"
        case .tooSimple(let type): "a terminal of type TERM=\(type) cannot move its cursor"
        case .failed: "the terminal cannot be set up"
        }
    }
}
