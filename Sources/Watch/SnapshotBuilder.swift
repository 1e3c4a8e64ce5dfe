import Dispatch
import Snapshots
import Synchronization

/// A thread that makes snapshots of what was copied of a run: all sorting, filtering, summing up and text is done here.
///
/// It makes one at a time, and keeps the flows until somebody else can use their memory.
final class SnapshotBuilder: Sendable {
    private struct Order {
        var input: SnapshotInput
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
    /// What the thread sleeps on.
    private let semaphore = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - prepare: Called on the thread before all else.
    ///   - publish: Called on it with each snapshot, and the messages that belong to it.
    ///   - becomesFree: Called on it whenever the next snapshot can be ordered.
    init(
        prepare: @escaping @Sendable () -> Void, publish: @escaping @Sendable (Snapshot, [String]) -> Void,
        becomesFree: @escaping @Sendable () -> Void
    ) {
        DispatchQueue(label: "lro-top.snapshot-builder").async {
            prepare()
            self.work(publish, becomesFree)
            self.ended.signal()
        }
    }

    /// Whether a snapshot can be ordered.
    var isFree: Bool { state.withLock { !$0.isBusy } }

    /// Orders a snapshot, to be published with `messages`; where `input` has no flows, it shows those that came last.
    ///
    /// - Precondition: The builder is free.
    func build(_ input: SnapshotInput, messages: [String]) {
        state.withLock { state in
            state.isBusy = true
            state.order = Order(input: input, messages: messages)
        }
        semaphore.signal()
    }

    /// Gives away the flows that came last, for their memory.
    ///
    /// - Precondition: The builder is free.
    func takeFlows() -> FlowTableCopy { state.withLock { $0.flows.take() } ?? FlowTableCopy() }

    /// Ends the thread after the snapshot that it is making, and waits for that.
    func stop() {
        state.withLock { $0.isStopped = true }
        semaphore.signal()
        ended.wait()
    }

    private func work(_ publish: (Snapshot, [String]) -> Void, _ becomesFree: () -> Void) {
        var (last, lastLatencies) = (TablePage(), LatencyViews())
        while true {
            semaphore.wait()
            if state.withLock(\.isStopped) { return }
            guard var order = state.withLock({ $0.order.take() }) else { continue }
            order.input.flows = order.input.flows ?? state.withLock { $0.flows.take() }
            let snapshot = Snapshot(order.input, last: last, lastLatencies: lastLatencies)
            (last, lastLatencies) = (snapshot.table, snapshot.latencyViews)
            publish(snapshot, order.messages)
            state.withLock { state in
                // Nothing else may hold them, or they would be copied when their memory is used again.
                state.flows = order.input.flows.take()
                state.isBusy = false
            }
            becomesFree()
        }
    }
}
