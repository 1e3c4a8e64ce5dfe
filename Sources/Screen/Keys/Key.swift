/// What a user pressed.
public enum Key: Hashable, Sendable {
    /// A key that writes a character; the space bar is one.
    case character(Character)
    /// Enter or Return.
    case enter
    /// Escape by itself.
    case escape
    /// Tab.
    case tab
    /// Shift and Tab.
    case backTab
    /// Backspace.
    case backspace
    /// Arrow up.
    case up
    /// Arrow down.
    case down
    /// Arrow left.
    case left
    /// Arrow right.
    case right
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Home.
    case home
    /// End.
    case end
    /// A function key by its number, from 1.
    case function(Int)
    /// Control and a lower-case letter.
    case control(Character)

    /// How help and the footer show it.
    public var name: String {
        switch self {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .function(let number): "F\(number)"
        case .control(let letter): "Ctrl-\(letter.uppercased())"
        }
    }
}

/// What a user did with the mouse, and where: columns and rows from 0.
public enum Mouse: Hashable, Sendable {
    /// The main button went down.
    case press(x: Int, y: Int)
    /// The wheel turned away from the user.
    case wheelUp(x: Int, y: Int)
    /// The wheel turned towards the user.
    case wheelDown(x: Int, y: Int)
}
