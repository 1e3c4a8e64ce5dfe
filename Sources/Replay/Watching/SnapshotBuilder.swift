import Dispatch
import Synchronization

/// A thread that makes snapshots of what was copied of a run: all sorting, filtering, summing up and text is done here.
///
/// It makes one at a time, and keeps the flows until somebody else can use their memory.
final class SnapshotBuilder: Sendable {
    private struct Order {
        var copies: SnapshotCopier.Copies
        var query: TableQuery
        var messages: [String]
    }

    private struct State {
        var order: Order?
        var isBusy = false
        var isStopped = false
        /// The flows that came last, while nothing is being made of them.
        var flows: FlowTableCopy?
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread; `prepare` is called on it first, `publish` with each snapshot, and then `rest`.
    init(
        prepare: @escaping @Sendable () -> Void, publish: @escaping @Sendable (Snapshot, [String]) -> Void,
        rest: @escaping @Sendable () -> Void
    ) {
        DispatchQueue(label: "snapshots").async {
            prepare()
            self.work(publish: publish, rest: rest)
            self.ended.signal()
        }
    }

    /// Whether a snapshot can be ordered.
    var isFree: Bool { state.withLock { !$0.isBusy } }

    /// Makes a snapshot, to be published with `messages`; it must be free.
    func make(_ copies: SnapshotCopier.Copies, _ query: TableQuery, messages: [String]) {
        state.withLock { state in
            state.isBusy = true
            state.order = Order(copies: copies, query: query, messages: messages)
        }
        bell.signal()
    }

    /// Gives away the flows that came last, for their memory: it must be free.
    func takeFlows() -> FlowTableCopy { state.withLock { $0.flows.take() } ?? FlowTableCopy() }

    /// Ends the thread after the snapshot at hand.
    func stop() {
        state.withLock { $0.isStopped = true }
        bell.signal()
        ended.wait()
    }

    private func work(publish: (Snapshot, [String]) -> Void, rest: () -> Void) {
        var last = TablePage()
        while true {
            bell.wait()
            let (order, kept, isStopped) = state.withLock { ($0.order.take(), $0.flows.take(), $0.isStopped) }
            if isStopped { return }
            let flows = order?.copies.flows ?? kept
            if let order {
                let snapshot = order.copies.run.snapshot(order.query, flows, last: last)
                last = snapshot.table
                publish(snapshot, order.messages)
            }
            state.withLock { state in
                state.flows = flows
                state.isBusy = false
            }
            rest()
        }
    }
}
