import Screen
import Timing

/// The latencies of a flow's packets: their number, mean and longest, and how many took how long, in powers of two.
struct LatencyLines {
    let latency: FlowLatency?

    /// The lines of the latencies; nothing without a clock.
    init(_ latency: FlowLatency?) { self.latency = latency }

    var lines: [[Span]] {
        guard let latency else { return [] }
        let title: [[Span]] = [[], [Span("LATENCY", .header), Span(" from arrival to delivery", .muted)]]
        guard latency.count > 0 else { return title + [[Span("Nothing of it was delivered.", .muted)]] }
        return title + [
            line("packets", "\(latency.count)"),
            line("mean, longest", "\(Quantity.time(latency.mean)), \(Quantity.time(latency.maximum))"),
        ] + powers(latency)
    }

    private func line(_ name: String, _ text: String) -> [Span] {
        [Span(TextWidth.pad(name, to: 16), .muted), Span(text)]
    }

    /// A line for each power of two from the first that has packets to the last.
    private func powers(_ latency: FlowLatency) -> [[Span]] {
        let counts = latency.powers
        guard let first = counts.firstIndex(where: { $0 > 0 }) else { return [] }
        return counts[first...].enumerated().map { place, count in
            let power = first + place
            let name = power == FlowLatency.powers - 1 ? "and more" : "< \(Quantity.time(1 << power))"
            return [
                Span(TextWidth.pad(name, to: 16), .muted),
                Span(TextWidth.pad("\(count)", to: 10, .right) + "  "),
                Span(Bar.text(Double(count) / Double(latency.count), width: 30), .graph),
            ]
        }
    }
}
