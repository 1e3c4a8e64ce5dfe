import Replay
import Settings

/// What was tried of a run that is watched: its first frames with other arrivals, once for all settings that it stands
/// still with.
public struct ArrivalTrials: Sendable {
    /// What the latest trial came to; nil as long as there is none.
    public private(set) var latest: ArrivalTrial?
    /// The settings that were tried last.
    private var tried: ReceiveSettings?

    /// Nothing tried yet.
    public init() {}

    /// What is to be tried now: nil while the run goes on, and where all is known.
    public mutating func takeAttempt(_ player: Player) -> ArrivalTrial.Attempt? {
        let settings = player.runner.pipeline.settings
        guard player.isIdle, player.runner.secondReading == nil, tried != settings else { return nil }
        tried = settings
        let attempt = ArrivalTrial.Attempt(player.runner)
        if attempt == nil { latest = nil }
        return attempt
    }

    /// Notes what came of an attempt, unless another one has begun since.
    public mutating func note(_ trial: ArrivalTrial) {
        if trial.settings == tried { latest = trial }
    }
}
