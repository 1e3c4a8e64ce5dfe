import Timing

/// What the arrivals in force leave out, and what the stamps of a capture are worth.
extension Warning {
    /// A difference that is worth a word.
    private static let leastDifference = 0.1
    /// A share of frames in bursts that is.
    private static let leastBurstShare = 0.1

    /// That every poll is taken as full, where as recorded it is not.
    static func backlog(_ run: Grounds) -> Warning? {
        guard let trial = run.trial, trial.stamps.areThere, let (backlog, recorded) = trial.ratios,
            abs(backlog - recorded) > leastDifference * backlog
        else { return nil }
        let tried =
            trial.stamps.frames < run.captureStats.frames ? " of the first \(trial.stamps.frames) frames" : ""
        return Warning(
            id: "backlog",
            text:
                "Every poll is taken as full, but the frames lie \(time(trial.stamps.medianGap)) apart in the median: "
                + "--arrivals recorded gives a TCP ratio\(tried) of \(fixed(recorded)) instead of \(fixed(backlog)).",
            remedy: ["--arrivals", "recorded"])
    }

    /// That the stamps are those of polls, where they are of use.
    static func pollStamps(_ run: Grounds) -> Warning? {
        guard let trial = run.trial, trial.stamps.burstShare >= leastBurstShare else { return nil }
        guard trial.ratios == nil || backlog(run) != nil else { return nil }
        let share = Int((trial.stamps.burstShare * 100).rounded())
        return Warning(
            id: "poll-stamps",
            text:
                "\(share) % of the frames are stamped in bursts that a link of \(trial.stamps.link)bit/s cannot carry: "
                + "these are the times of polls, not of arrivals. Stamps of the adapter (tcpdump -j adapter_unsynced) or "
                + "of a tap tell arrivals; a rate (--arrivals 10G) does without.")
    }

    /// A time in the unit that suits it.
    private static func time(_ nanoseconds: Int64) -> String {
        let units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3)]
        let (name, unit) = units.first { Double(nanoseconds) >= $0.1 } ?? ("ns", 1)
        return "\(fixed(Double(nanoseconds) / unit)) \(name)"
    }

    /// A number with one decimal.
    private static func fixed(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
