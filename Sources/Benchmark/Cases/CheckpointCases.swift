import Replay

extension Case {
    /// What it costs to keep a run as it is, and go on.
    static let checkpoints: [Case] = [64, 65_536].map { flows in
        Case(
            "checkpoint/\(flows)", "a copy of a run with \(flows) flows, and the first frame behind it",
            unit: .snapshot, record: nil
        ) { fixtures, packets in
            CheckpointWorkload(try fixtures.player(flows: flows), count: min(200, max(1, packets / 1024)))
        }
    }
}

/// Copies of a run that are kept while it goes on by a frame, and then by more.
struct CheckpointWorkload: Workload {
    private var runner: Runner
    private let count: Int

    /// So many copies of the run of `player`.
    init(_ player: Player, count: Int) {
        runner = player.runner
        self.count = count
        _ = runner.takeFrame()
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var kept: [Runner] = []
        for _ in 0..<count {
            measure.time(1) {
                kept = [runner]
                _ = runner.takeFrame()
            }
            for _ in 0..<100 { _ = runner.takeFrame() }
        }
        return withExtendedLifetime(kept) { measure }
    }
}
