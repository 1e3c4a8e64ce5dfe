/// What is in force in time, in words.
extension ClockSettings {
    /// When frames arrive, and what that means.
    ///
    /// - Parameter isCaptured: Whether somebody captured the frames, and stamped them then.
    /// - Returns: The words.
    public func sentence(isCaptured: Bool) -> String {
        switch arrivals {
        case .backlog: "backlog: every poll is full, which is no bound of what a host does"
        case .recorded(Arrivals.naturalSpeed) where !isCaptured: "as made: bursts over a link, and gaps between them"
        case .recorded(Arrivals.naturalSpeed): "as recorded: this host's deliveries, if it made the capture"
        case .recorded(let speed): "as recorded, \(Double(speed) / 1_000) times as fast"
        case .rate(let rate):
            rate.unit == .bits ? "back to back at \(rate)bit/s" : "at \(rate)"
        }
    }
}
