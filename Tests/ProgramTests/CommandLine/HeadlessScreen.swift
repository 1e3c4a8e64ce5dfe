/// What a screen of the monitor says, whether it was printed or comes from a terminal.
struct HeadlessScreen: Equatable {
    /// Its rows.
    let rows: [String]

    /// All rows.
    var text: String { rows.joined(separator: "\n") }
    /// The state of the run.
    var state: String? {
        rows.first.flatMap { $0.firstMatch(of: /\b(RUNNING|PAUSED|END)\b/) }.map { String($0.output.1) }
    }
    /// Rounds that ended.
    var round: Int? { rows.first.flatMap { $0.firstMatch(of: /\bround (\d+)\b/) }.flatMap { Int($0.output.1) } }
    /// Packets so far.
    var packet: Int? { rows.first.flatMap { $0.firstMatch(of: /\bpacket (\d+)\b/) }.flatMap { Int($0.output.1) } }
    /// The pace.
    var pace: String? {
        rows.first.flatMap { $0.firstMatch(of: /(\d+ (frame|round)s?\/s|full speed)/) }.map { String($0.output.1) }
    }
    /// The three knobs, as the footer has them.
    var knobs: [Int]? {
        text.firstMatch(of: /\[a\] max-aggr (\d+) +\[e\] sessions (\d+) +\[p\] budget (\d+)/).map {
            [$0.output.1, $0.output.2, $0.output.3].compactMap { Int($0) }
        }
    }
}

extension CommandLineRun {
    /// The screen that a run without a terminal printed.
    var screen: HeadlessScreen { HeadlessScreen(rows: lines) }
}
