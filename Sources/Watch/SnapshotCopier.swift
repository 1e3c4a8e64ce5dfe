import Diagnosis
import Replay
import Snapshots

/// The part of making snapshots that the thread of a run has to do: copying, while the run goes on never much at a
/// time.
///
/// A run that stands still is copied at one go, since nothing waits for it. Of one that goes on, the flows are copied
/// in pieces between its stretches of work, and until they are whole its snapshots show the table as it was. It knows
/// no clock.
package struct SnapshotCopier: Sendable {
    /// How many flows are copied with a request while the run goes on: a table of no more is as new as the rest of its
    /// snapshot.
    package static let rowsAtOnce = 256
    /// How many frames are taken for each flow that is copied: a flow costs some 60 ns and a frame 20 or more, so that
    /// copying takes a tenth of the time at most.
    package static let framesPerRow = 32

    /// How many frames are taken for each queue whose latencies are copied: what is copied then is written anew by the
    /// run, which takes as long as some 20 frames, and adding up elsewhere some 100.
    package static let framesPerQueue = 1024

    /// The flows as far as they are copied.
    private var flows: FlowTableCopy?
    /// Whether the flows that were handed out last are those of the run as it stands.
    private var isCurrent = false
    /// The frames that had been taken when latencies were last copied, nil before that.
    private var framesWithLatencies: UInt64?
    /// Whether the run has no time to spare.
    private var isHurried = false

    /// A copier that has copied nothing.
    package init() {}

    /// Whether flows are being copied.
    package var isCopying: Bool { flows.map { !$0.isWhole } ?? false }

    /// Notes that the run is no longer what it was.
    package mutating func noteChange() { isCurrent = false }

    /// Gives the copying its share of a stretch in which the run took so many frames.
    package mutating func advance(_ player: Player, frames: Int) {
        if isCopying { flows?.advance(player.runner.pipeline, rows: frames / Self.framesPerRow) }
    }

    /// Begins to copy what a snapshot wants, or goes on with it.
    ///
    /// - Parameters:
    ///   - player: The run.
    ///   - query: The table that the snapshot shows.
    ///   - isHurried: Whether a run that goes on has no time to spare, so that flows copied some time ago will do.
    ///   - used: Gives back the flows that were handed out last, for their memory.
    package mutating func prepare(_ player: Player, _ query: TableQuery, isHurried: Bool, used: () -> FlowTableCopy) {
        self.isHurried = isHurried && !player.isIdle
        guard SnapshotInput.wantsFlows(player, query), !isCurrent else { return }
        if flows == nil || player.isIdle || !isHurried && !isCopying {
            if flows == nil { flows = used() }
            flows?.begin()
        }
        if player.isIdle {
            flows?.advance(player.runner.pipeline)
        } else if isCopying {
            flows?.advance(player.runner.pipeline, rows: Self.rowsAtOnce)
        }
    }

    /// The input of the snapshot that was prepared, without flows when they are not wanted, not whole yet, or have not
    /// changed since they were handed out.
    package mutating func input(_ player: Player, _ query: TableQuery, trial: ArrivalTrial? = nil) -> SnapshotInput {
        var input = SnapshotInput(player, query, trial: trial, copiesLatencies: wantsLatencies(player))
        guard input.wantsFlows, !isCopying, let whole = flows.take() else { return input }
        isCurrent = player.isIdle
        input.flows = whole
        return input
    }

    /// Whether latencies are copied now: of a run that has no time to spare not with each snapshot.
    private mutating func wantsLatencies(_ player: Player) -> Bool {
        let (frames, queues) = (player.runner.pipeline.received, player.runner.pipeline.queues.count)
        if isHurried, let last = framesWithLatencies, frames >= last,
            frames - last < UInt64(queues * Self.framesPerQueue)
        {
            return false
        }
        framesWithLatencies = frames
        return true
    }
}
