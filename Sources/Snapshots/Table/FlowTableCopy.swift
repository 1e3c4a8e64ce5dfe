import Packet
import Queues
import Receive
import Timing

/// The flows of all queues, copied from a run piece by piece, so that the run is never held for long.
///
/// Pieces that are copied while the run goes on differ in age: each flow is as it was when its piece was copied, and
/// one that changed its row meanwhile may be missing or there twice. A copy made at one go is exact. The memory is used
/// again, and copying never moves what was copied before.
package struct FlowTableCopy: Sendable {
    /// Some consecutive rows of a queue's ledger.
    package struct Piece: Sendable {
        /// Their queue.
        package fileprivate(set) var queue = 0
        /// The flows, behind the last of a queue the sum of those that are no longer remembered.
        package fileprivate(set) var records: [FlowRecord] = []
        /// The latencies of each of them; none without a clock.
        package fileprivate(set) var latencies: [FlowLatency] = []

        /// The latencies of the flow in a row.
        func latency(_ row: Int) -> FlowLatency? { latencies.isEmpty ? nil : latencies[row] }
    }

    /// The most rows in a piece.
    private static let pieceRows = 256

    /// How many flows were copied.
    package private(set) var count = 0
    /// Whether all were.
    package private(set) var isWhole = false

    /// The pieces that were copied, and behind them those that were used before.
    private var room: [Piece] = []
    private var used = 0
    /// The place of what is copied next.
    private var (queue, row) = (0, 0)

    /// A copy without flows that has yet to begin.
    package init() {}

    /// All flows of a pipeline as they are now.
    package init(_ pipeline: Pipeline) { advance(pipeline) }

    /// The pieces that were copied, in the order of queues and rows.
    package var pieces: ArraySlice<Piece> { room[..<used] }

    /// Begins anew, and keeps the memory.
    package mutating func begin() {
        (count, isWhole, used, queue, row) = (0, false, 0, 0, 0)
    }

    /// Copies so many more flows of a pipeline, all that are left without a number; always of the same one.
    package mutating func advance(_ pipeline: Pipeline, rows: Int = .max) {
        var left = rows
        while queue < pipeline.queues.count {
            let end = pipeline.queues[queue].ledger.rows
            if row >= end {
                (queue, row) = (queue + 1, 0)
            } else if left > 0 {
                let next = min(end, row + min(left, Self.pieceRows))
                copy(row..<next, of: pipeline.queues[queue])
                left -= next - row
                row = next
            } else {
                return
            }
        }
        isWhole = true
    }

    private mutating func copy(_ rows: Range<Int>, of state: ReceiveQueue) {
        if used == room.count { room.append(Piece()) }
        room[used].queue = queue
        room[used].records.removeAll(keepingCapacity: true)
        state.copyFlowRecords(rows, to: &room[used].records)
        room[used].latencies.removeAll(keepingCapacity: true)
        state.copyLatencies(rows, to: &room[used].latencies)
        count += rows.count
        used += 1
    }

    /// The flows of all queues, each once, the one with the most payload first; then the sum of the older ones.
    var summed: [FlowRecord] { FlowRecord.merged(pieces.lazy.flatMap(\.records)) }

    /// The latencies of each flow in all queues; none without a clock.
    var summedLatencies: FlowLatencies {
        pieces.reduce(into: [:]) { sums, piece in
            for (row, latency) in piece.latencies.enumerated() { sums.add(latency, of: piece.records[row].flow) }
        }
    }

    /// The payload of each flow in all queues.
    var payload: [FlowKey: UInt64] {
        var payload: [FlowKey: UInt64] = [:]
        for piece in pieces {
            let records = piece.records
            for place in records.indices {
                if let flow = records[place].flow { payload[flow, default: 0] += records[place].payloadBytes }
            }
        }
        return payload
    }
}
