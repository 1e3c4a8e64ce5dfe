import Benchmark
import Replay
import Snapshots
import Testing

/// The runs whose snapshots are measured are what the names of the cases say.
@Suite struct SnapshotCaseTests {
    @Test(arguments: [64, 3000])
    func aRunThatHasSeenItsFlows(flows: Int) throws {
        let snapshot = Snapshot(try Player(afterFlows: flows))
        #expect(snapshot.isRunning && !snapshot.isOver && snapshot.pace == .full)
        #expect(snapshot.table.content == .flows)
        // Of a batch it takes the rest too, in which connections may begin in place of others.
        #expect((flows...flows + 4096).contains(snapshot.table.total))
    }

    @Test func theUnitIsASnapshot() throws {
        let cases = try Case.picked(["snapshot"])
        #expect(cases.count == 5)
        #expect(cases.allSatisfy { $0.unit == .snapshot && $0.record == nil })
    }
}
