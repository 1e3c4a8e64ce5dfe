/// A reading of a file besides the one that hands out its frames, as far as it has come.
public struct SecondReading: Equatable, Sendable {
    /// What it is for.
    public enum Purpose: Sendable {
        /// Whether a packet was merged before the capture.
        case search
        /// How long the segments were that merged packets were made of.
        case segmentSizes
        /// To be where the run was before it began anew.
        case catchingUp
    }

    /// What it is for.
    public let purpose: Purpose
    /// How much of it is done, from 0 to 1.
    public let share: Double

    /// A reading of which so much is done.
    public init(_ purpose: Purpose, share: Double) { (self.purpose, self.share) = (purpose, share) }

    /// What is being done, and how far that is.
    public var sentence: String {
        let text =
            switch purpose {
            case .search: "looking through the file for merged packets"
            case .segmentSizes: "reading the file again for segment sizes"
            case .catchingUp: "running again, with merged packets cut"
            }
        return "\(text): \(Int(min(max(0, share), 1) * 100)) %"
    }
}
