import CTerminal
import Screen

/// What ncurses reads: a character, or something it knows already.
package enum RawKey: Hashable, Sendable {
    /// A character, or one byte of a sequence that the terminal description does not name.
    case scalar(Unicode.Scalar)
    /// A key, the mouse, or a new size.
    case known(TerminalEvent)
    /// A key that means nothing to the program.
    case other

    /// The next thing to read, without waiting for it; nil when there is none.
    static func read() -> RawKey? {
        var value: UInt32 = 0
        let kind = Int(ct_read(&value))
        let (x, y) = (Int(value >> 16), Int(value & 0xFFFF))
        switch kind {
        case CT_NOTHING: return nil
        case CT_CHARACTER: return Unicode.Scalar(value).map { .scalar($0) } ?? .other
        case CT_FUNCTION: return .known(.key(.function(Int(value))))
        case CT_PRESS: return .known(.mouse(.press(x: x, y: y)))
        case CT_WHEEL_UP: return .known(.mouse(.wheelUp(x: x, y: y)))
        case CT_WHEEL_DOWN: return .known(.mouse(.wheelDown(x: x, y: y)))
        case CT_RESIZE: return .known(.resize)
        default: return named[kind].map { .known(.key($0)) } ?? .other
        }
    }

    private static let named: [Int: Key] = [
        CT_UP: .up, CT_DOWN: .down, CT_LEFT: .left, CT_RIGHT: .right,
        CT_PAGE_UP: .pageUp, CT_PAGE_DOWN: .pageDown, CT_HOME: .home, CT_END: .end,
        CT_BACK_TAB: .backTab, CT_BACKSPACE: .backspace, CT_ENTER: .enter,
    ]
}
