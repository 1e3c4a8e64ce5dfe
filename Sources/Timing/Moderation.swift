/// How a NIC puts off its interrupts.
public enum Moderation: String, CaseIterable, Sendable {
    /// The wait begins with the first frame (mlx5 EQE and others).
    case timer
    /// Every frame begins the wait anew (mlx5 CQE and others).
    case rearm
    /// There is a least time between two interrupts (Intel ITR).
    case gap

    /// Reads a name, one of ours or of the NICs' words.
    public init?(name: String) {
        switch name {
        case "eqe": self = .timer
        case "cqe": self = .rearm
        case "itr": self = .gap
        default: self.init(rawValue: name)
        }
    }

    /// Whether a number of frames ends the wait too.
    public var countsFrames: Bool { self != .gap }
}
