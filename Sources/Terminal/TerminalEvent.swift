import Screen

/// What can wake the program up.
public enum TerminalEvent: Hashable, Sendable {
    /// A key was pressed.
    case key(Key)
    /// The mouse was used.
    case mouse(Mouse)
    /// The terminal has another size now.
    case resize
    /// Another thread called the waker, once or more.
    case wake
    /// A signal asks the process to end.
    ///
    /// Close the display, then end the process with `Display.end(by:)`. A second signal ends it at once.
    case terminate(Int32)
    /// The process was stopped and goes on; the screen has been painted again.
    case resumed
}
