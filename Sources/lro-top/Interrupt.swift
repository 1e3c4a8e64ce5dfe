import Glibc
import Synchronization

/// Ctrl-C during a report or a trace: asked for between batches, so that what was counted is still shown.
enum Interrupt {
    private static let flag = Atomic<Bool>(false)

    /// Catches the next interrupt; the one after it ends the program at once.
    static func watch() {
        signal(SIGINT) { _ in
            Interrupt.flag.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }

    /// Whether an interrupt came.
    static var happened: Bool { flag.load(ordering: .relaxed) }
}
