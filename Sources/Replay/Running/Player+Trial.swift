/// Trying the first frames with other arrivals, while the run stands still.
extension Player {
    /// What is to be tried now, once: nil while the run goes on, and where all is known.
    public mutating func takeAttempt() -> ArrivalTrial.Attempt? {
        guard isIdle, runner.secondReading == nil, triedSettings != settings else { return nil }
        triedSettings = settings
        guard let attempt = ArrivalTrial.Attempt(runner) else {
            trial = nil
            return nil
        }
        return attempt
    }

    /// Notes what came of an attempt, unless another one has begun since.
    public mutating func note(_ trial: ArrivalTrial) {
        if trial.settings == triedSettings { self.trial = trial }
    }
}
