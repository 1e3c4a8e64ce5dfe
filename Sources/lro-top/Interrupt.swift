import Glibc
import Synchronization

/// Ctrl-C during a report or a trace: asked for between batches, so that what was counted is still shown.
enum Interrupt {
    private static let flag = Atomic<Bool>(false)

    /// Catches the next interrupt; the one after it ends the program at once.
    ///
    /// A read that waits for a pipe is not taken up again but fails, so that nothing more has to come first.
    static func watch() {
        var action = sigaction()
        action.sa_flags = Int32(bitPattern: SA_RESETHAND)
        action.__sigaction_handler.sa_handler = { _ in Interrupt.flag.store(true, ordering: .relaxed) }
        sigaction(SIGINT, &action, nil)
    }

    /// Whether an interrupt came.
    static var happened: Bool { flag.load(ordering: .relaxed) }
}
