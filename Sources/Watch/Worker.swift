import Diagnosis
import Dispatch
import Replay
import Snapshots
import Synchronization

/// A thread that owns a player: it takes commands, lets time pass, and hands out a snapshot when asked.
///
/// Whoever watches never waits for it: commands go into a mailbox, and `notify` says when a snapshot is there. Nor does
/// the run wait for who watches: its thread only copies what another one makes the snapshot of.
public final class Worker: Sendable {
    private struct Mailbox {
        var commands: [Player.Command] = []
        var query: TableQuery?
        /// What was tried beside the run.
        var trial: ArrivalTrial?
        var isStopped = false
    }

    private struct Outbox {
        var snapshot: Snapshot?
        var messages: [String] = []
    }

    private let mailbox = Mutex(Mailbox())
    private let outbox = Mutex(Outbox())
    /// What the thread sleeps on.
    private let semaphore = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let notify: @Sendable () -> Void

    /// How long the thread sleeps between two looks at the clock.
    private static let tick = DispatchTimeInterval.milliseconds(33)
    /// How long it does in a slow run.
    private static let slowTick = DispatchTimeInterval.milliseconds(160)
    /// How long `stop` waits.
    private static let stopTimeout = DispatchTimeInterval.milliseconds(500)
    /// How long it works at full speed before it looks into its mailbox.
    private static let fullSpeedSlice = Duration.milliseconds(4)
    /// How long it copies flows for a snapshot at most while it has nothing else to do.
    private static let spareTime = Duration.milliseconds(30)

    /// Starts the thread, and one for the snapshots.
    ///
    /// - Parameters:
    ///   - player: The run.
    ///   - prepare: Called on each of the threads before all else.
    ///   - notify: Called, on any thread, when a snapshot can be taken.
    public init(
        _ player: Player, prepare: @escaping @Sendable () -> Void = {}, notify: @escaping @Sendable () -> Void
    ) {
        self.notify = notify
        DispatchQueue(label: "lro-top.worker").async {
            prepare()
            let builder = SnapshotBuilder(
                prepare: prepare, publish: { self.publish($0, $1) }, becomesFree: { self.semaphore.signal() })
            self.work(player, builder)
            builder.stop()
            self.ended.signal()
        }
    }

    /// Asks for something; its effect is in the next snapshot.
    public func send(_ command: Player.Command) {
        mailbox.withLock { $0.commands.append(command) }
        semaphore.signal()
    }

    /// Asks for a snapshot with a part of the table, of which `notify` will tell.
    public func requestSnapshot(_ query: TableQuery = TableQuery()) {
        mailbox.withLock { $0.query = query }
        semaphore.signal()
    }

    /// The latest snapshot, if one came since the last call, and what the commands had to say.
    public func takeSnapshot() -> (snapshot: Snapshot?, messages: [String]) {
        outbox.withLock { outbox in
            defer { outbox = Outbox() }
            return (outbox.snapshot, outbox.messages)
        }
    }

    /// Ends the thread after what it is doing now, and waits up to half a second until it has written out what it
    /// recorded.
    public func stop() {
        mailbox.withLock { $0.isStopped = true }
        semaphore.signal()
        // A thread that waits for a pipe may never come back.
        _ = ended.wait(timeout: .now() + Self.stopTimeout)
    }

    private func work(_ player: Player, _ builder: SnapshotBuilder) {
        var (player, copier, trials) = (player, SnapshotCopier(), ArrivalTrials())
        var (query, lastQuery): (TableQuery?, TableQuery?)
        var messages: [String] = []
        var last = ContinuousClock.now
        while true {
            // Asked before the mailbox, so that a snapshot shows all that was sent before it could be made.
            let isFree = builder.isFree
            let mail = mailbox.withLock { mailbox in
                defer {
                    mailbox.commands = []
                    mailbox.query = nil
                    mailbox.trial = nil
                }
                return mailbox
            }
            if mail.isStopped {
                player.flushRecording()
                return
            }
            if player.isIdle { last = .now }
            if !player.isIdle || !mail.commands.isEmpty { copier.noteChange() }
            messages += mail.commands.compactMap { player.perform($0) }
            if let trial = mail.trial {
                trials.note(trial)
                copier.noteChange()
                query = query ?? lastQuery
            }
            if player.runner.secondReading != nil {
                copier.noteChange()
                messages += readOn(&player)
            } else {
                advance(&player, &copier, since: last)
            }
            if player.isIdle { player.flushRecording() }
            last = .now
            query = mail.query ?? query
            lastQuery = query ?? lastQuery
            if let attempt = trials.takeAttempt(player) { begin(attempt) }
            if let wanted = query, isFree {
                builder.build(input(player, &copier, wanted, trials.latest, builder), messages: messages)
                query = nil
                messages = []
            }
            if player.runner.secondReading != nil { continue }
            if player.isIdle {
                semaphore.wait()
            } else if isPaced(player) {
                _ = semaphore.wait(timeout: .now() + (player.pace.isSlow ? Self.slowTick : Self.tick))
            }
        }
    }

    /// Whether a run that goes on does so only now and then.
    private func isPaced(_ player: Player) -> Bool { player.pace != .full || player.isWaiting }

    /// Has another thread try what the run itself does not wait for.
    private func begin(_ attempt: ArrivalTrial.Attempt) {
        DispatchQueue.global(qos: .utility).async {
            let trial = ArrivalTrial(attempt)
            self.mailbox.withLock { $0.trial = trial }
            self.semaphore.signal()
        }
    }

    /// Lets a second reading go on for a while.
    private func readOn(_ player: inout Player) -> [String] {
        let start = ContinuousClock.now
        var messages: [String] = []
        while player.runner.secondReading != nil, start.duration(to: .now) < Self.fullSpeedSlice {
            messages += player.readOn()
        }
        return messages
    }

    private func advance(_ player: inout Player, _ copier: inout SnapshotCopier, since last: ContinuousClock.Instant) {
        if player.pace == .full {
            let start = ContinuousClock.now
            while !player.isIdle, !player.isWaiting, start.duration(to: .now) < Self.fullSpeedSlice {
                let before = player.runner.pipeline.received
                player.runBatch()
                copier.advance(player, frames: Int(player.runner.pipeline.received - before))
            }
        } else {
            let passed = last.duration(to: .now) / .seconds(1)
            // After a hiccup the run goes on where it was, and does not race to catch up.
            player.advance(seconds: min(passed, 0.25))
        }
    }

    /// The input of the snapshot that was asked for; a run with time to spare has its flows copied in it.
    private func input(
        _ player: Player, _ copier: inout SnapshotCopier, _ query: TableQuery, _ trial: ArrivalTrial?,
        _ builder: SnapshotBuilder
    ) -> SnapshotInput {
        let end = ContinuousClock.now + Self.spareTime
        copier.prepare(player, query, isHurried: !isPaced(player)) { builder.takeFlows() }
        while isPaced(player), copier.isCopying, .now < end { copier.advance(player, frames: 1024) }
        return copier.input(player, query, trial: trial)
    }

    private func publish(_ snapshot: Snapshot, _ messages: [String]) {
        // Nobody listens any more.
        if mailbox.withLock(\.isStopped) { return }
        outbox.withLock { outbox in
            outbox.snapshot = snapshot
            outbox.messages += messages
        }
        notify()
    }
}
