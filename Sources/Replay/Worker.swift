import Dispatch
import Synchronization

/// A thread that owns a player: it takes commands, lets time pass, and hands out a snapshot when asked.
///
/// Whoever watches never waits for it: commands go into a mailbox, and `notify` says when a snapshot is there.
public final class Worker: Sendable {
    private struct Mailbox {
        var commands: [Player.Command] = []
        var query: TableQuery?
        var isStopped = false
    }

    private struct Outbox {
        var snapshot: Snapshot?
        var messages: [String] = []
    }

    private let mailbox = Mutex(Mailbox())
    private let outbox = Mutex(Outbox())
    private let bell = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let notify: @Sendable () -> Void

    /// How long the thread sleeps between two looks at the clock, and in a slow run.
    private static let tick = DispatchTimeInterval.milliseconds(33)
    private static let slowTick = DispatchTimeInterval.milliseconds(160)
    /// How long `stop` waits.
    private static let farewell = DispatchTimeInterval.milliseconds(500)
    /// How long it works at full speed before it looks into its mailbox.
    private static let stretch = Duration.milliseconds(4)

    /// Starts the thread; `prepare` is called on it first, `notify` for each snapshot, and neither may wait.
    public init(
        _ player: Player, prepare: @escaping @Sendable () -> Void = {}, notify: @escaping @Sendable () -> Void
    ) {
        self.notify = notify
        DispatchQueue(label: "worker").async {
            prepare()
            self.work(player)
            self.ended.signal()
        }
    }

    /// Asks for something; its effect is in the next snapshot.
    public func send(_ command: Player.Command) {
        mailbox.withLock { $0.commands.append(command) }
        bell.signal()
    }

    /// Asks for a snapshot with a part of the table, of which `notify` will tell.
    public func requestSnapshot(_ query: TableQuery = TableQuery()) {
        mailbox.withLock { $0.query = query }
        bell.signal()
    }

    /// The latest snapshot, if one came since the last call, and what the commands had to say.
    public func takeSnapshot() -> (snapshot: Snapshot?, messages: [String]) {
        outbox.withLock { outbox in
            defer { outbox = Outbox() }
            return (outbox.snapshot, outbox.messages)
        }
    }

    /// Ends the thread after what it is doing now, and waits a moment until it has written out what it recorded.
    public func stop() {
        mailbox.withLock { $0.isStopped = true }
        bell.signal()
        // A thread that waits for a pipe may never come back.
        _ = ended.wait(timeout: .now() + Self.farewell)
    }

    private func work(_ player: Player) {
        var player = player
        var last = ContinuousClock.now
        while true {
            let mail = mailbox.withLock { mailbox in
                defer {
                    mailbox.commands = []
                    mailbox.query = nil
                }
                return mailbox
            }
            if mail.isStopped {
                player.flushRecording()
                return
            }
            if player.isIdle { last = .now }
            let messages = mail.commands.compactMap { player.perform($0) }
            goOn(&player, since: last)
            if player.isIdle { player.flushRecording() }
            last = .now
            outbox.withLock { $0.messages += messages }
            if let query = mail.query { publish(Snapshot(player, query)) }
            if player.isIdle {
                bell.wait()
            } else if player.pace != .full || player.isWaiting {
                _ = bell.wait(timeout: .now() + (player.pace.isSlow ? Self.slowTick : Self.tick))
            }
        }
    }

    private func goOn(_ player: inout Player, since last: ContinuousClock.Instant) {
        if player.pace == .full {
            let start = ContinuousClock.now
            while !player.isIdle, !player.isWaiting, start.duration(to: .now) < Self.stretch { player.rush() }
        } else {
            let passed = last.duration(to: .now) / .seconds(1)
            // After a hiccup the run goes on where it was, and does not race to catch up.
            player.advance(seconds: min(passed, 0.25))
        }
    }

    private func publish(_ snapshot: Snapshot) {
        outbox.withLock { $0.snapshot = snapshot }
        notify()
    }
}
