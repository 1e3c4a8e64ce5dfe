import Receive
import Screen
import Snapshots
import Timing

/// What a queue is in time, in lines: how long its packets take, and where they wait.
struct QueueTimeLines {
    /// Since the settings were last changed.
    let latency: LatencyView
    let figures: ClockFigures.Queue
    /// Frames that its ring holds at most.
    let ringSize: Int
    /// The CPU that polls it, and how busy that is; nil where CPUs cost nothing.
    let cpu: (number: Int, share: Double)?

    init?(_ queue: QueueView, _ snapshot: Snapshot) {
        guard let clock = snapshot.clock, clock.queues.indices.contains(queue.number),
            snapshot.latencies.indices.contains(queue.number)
        else { return nil }
        (latency, figures) = (snapshot.latencies[queue.number], clock.queues[queue.number])
        ringSize = snapshot.settings.clock.ring
        let number = queue.number % max(1, clock.busy.count)
        cpu = snapshot.settings.clock.costs == .none ? nil : (number, clock.shares[number])
    }

    /// `latency p50 50 µs p99 250 µs`, as much of it as there is room for.
    func percentiles(width: Int) -> [Span] {
        let texts = ["latency \(latency.percentiles)", latency.percentiles, "p99 \(Quantity.time(latency.p99))"]
        return [Span(latency.count == 0 ? texts[0] : texts.first { TextWidth.of($0) <= width } ?? texts[2])]
    }

    /// The parts of the mean latency one behind the other.
    func bar(width: Int) -> [Span] {
        PartsBar(parts.map { .init($0.letter, Double($0.mean), $0.role) }).spans(width: width)
    }

    /// The means of the parts in one line, with their names where there is room: `moderation 50.0 µs  held 1.20 µs`.
    func words(width: Int) -> [Span] {
        let shown = parts.filter { $0.mean > 0 }
        let forms = [
            shown.map { Span("\($0.name) \(Quantity.time($0.mean))", $0.role) },
            shown.map { Span("\($0.letter) \(Quantity.time($0.mean))", $0.role) },
        ].map { Array($0.map { [$0] }.joined(separator: [Span("  ")])) }
        return forms.first { $0.columns <= width } ?? forms[1]
    }

    /// A line for each part: `m moderation 50.0 µs ███`.
    func lines(width: Int) -> [[Span]] {
        let (all, isKnown) = (Double(max(1, latency.means.total)), latency.count > 0)
        return parts.map { part in
            [
                Span("\(part.letter) " + TextWidth.pad(part.name, to: 10), part.role),
                Span(TextWidth.pad(isKnown ? Quantity.time(part.mean) : "–", to: 8, .right) + " "),
                Span(Bar.text(Double(part.mean) / all, width: width - 21), part.role),
            ]
        }
    }

    /// `ring 3  peak 12 / 512`, and what was dropped.
    func ring(width: Int) -> [Span] {
        let dropped = figures.dropped == 0 ? "" : "  dropped \(figures.dropped)"
        let wide = "ring \(figures.waiting)  peak \(figures.ringPeak) / \(ringSize)"
        let narrow = "ring \(figures.waiting) peak \(figures.ringPeak)/\(ringSize)"
        if TextWidth.of(wide + dropped) <= width { return [Span(wide), Span(dropped, .warning)] }
        if figures.dropped > 0 { return [Span("ring \(figures.waiting) "), Span("drop \(figures.dropped)", .warning)] }
        return [Span(TextWidth.of(narrow) <= width ? narrow : "ring \(figures.waiting)")]
    }

    /// `interrupts 120 + 3 timer  polls 125  cpu 0 83 %`.
    func interrupts(width: Int) -> [Span] {
        let timer = figures.timerInterrupts == 0 ? "" : " + \(figures.timerInterrupts) timer"
        let polls = "\(figures.interrupts)\(timer)  polls \(figures.polls)"
        let load = cpu.map { "  cpu \($0.number) \(Quantity.percent($0.share, decimals: 0))" } ?? ""
        let texts = ["interrupts \(polls)\(load)", "irq \(polls)\(load)", "irq \(polls)"]
        return [Span(texts.first { TextWidth.of($0) <= width } ?? texts[2])]
    }

    private var parts: [(letter: Character, name: String, mean: Int64, role: Role)] {
        let means = latency.means
        return [
            ("m", "moderation", means.moderation, .barMid), ("r", "ring", means.ring, .barHigh),
            ("h", "held", means.held, .graph), ("d", "delivery", means.delivery, .muted),
        ]
    }
}
