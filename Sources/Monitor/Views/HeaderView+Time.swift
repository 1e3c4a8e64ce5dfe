import Screen
import Settings
import Snapshots
import Timing

/// What the header says of time.
extension HeaderView {
    /// When frames arrive.
    var arrivals: Piece {
        let clock = snapshot.settings.clock
        switch clock.arrivals {
        case .backlog: return Piece("backlog: every poll is full", 4, short: "backlog", 8)
        case .recorded(Arrivals.naturalSpeed): return Piece("arrivals recorded", 4, short: "recorded", 8)
        case .recorded(let speed):
            let times = "recorded ×\(Quantity.fixed(Double(speed) / 1_000, decimals: speed % 1_000 == 0 ? 0 : 3))"
            return Piece("arrivals \(times)", 4, short: times, 8)
        case .rate(let rate): return Piece("arrivals \(rate)", 4, short: "\(rate)", 8)
        }
    }

    /// How far the capture is, or the clock.
    var elapsed: Piece {
        let seconds = snapshot.clock.map { Double($0.time) / 1e9 } ?? snapshot.elapsed
        return Piece("t \(Quantity.fixed(seconds, decimals: 6))", snapshot.clock == nil ? 3 : 4, .muted)
    }

    /// How long packets take: with a clock in time, with the load of the busiest CPU where it costs something, and else
    /// held in frames.
    var time: [Piece] {
        guard let clock = snapshot.clock else {
            return [Piece("hold p50 \(snapshot.hold.p50) p99 \(snapshot.hold.p99) frames", 4)]
        }
        let dropped = clock.sum(\.dropped)
        let busiest = clock.shares.max() ?? 0
        return (snapshot.latency.map { [Piece("latency \($0.percentiles)", 8)] } ?? [])
            + (dropped == 0 ? [] : [Piece("dropped \(dropped)", 8, .warning)])
            + (snapshot.settings.clock.costs == .none
                ? [] : [Piece("cpu \(Quantity.percent(busiest, decimals: 0))", 7)])
    }
}

extension LatencyView {
    /// `p50 50 µs p99 250 µs`, or `–` before something was delivered.
    var percentiles: String { count == 0 ? "–" : "p50 \(Quantity.time(p50)) p99 \(Quantity.time(p99))" }
}
