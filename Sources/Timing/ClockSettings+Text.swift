/// What is in force in time, in words.
extension ClockSettings {
    /// When frames arrive, and what that means.
    public var sentence: String {
        switch arrivals {
        case .backlog: "backlog: every poll is full, which is no bound of what a host does"
        case .recorded(Arrivals.naturalSpeed): "as recorded: this host's deliveries, if it made the capture"
        case .recorded(let speed): "as recorded, \(Double(speed) / 1_000) times as fast"
        case .rate(let rate):
            rate.unit == .bits ? "back to back at \(rate)bit/s" : "at \(rate)"
        }
    }
}
