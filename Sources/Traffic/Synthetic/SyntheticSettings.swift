/// What made traffic is like: a profile, and numbers.
public struct SyntheticSettings: Equatable, Sendable {
    /// The kind of traffic.
    public var profile: Profile
    /// The same seed gives the same frames.
    public var seed: UInt64 = 1
    /// Where the traffic ends, in frames; nil means never.
    public var packets: UInt64?
    /// How many connections there are at a time.
    public var flows: Int
    /// The maximum segment size that the peers offer.
    public var mss = 1_460

    /// Traffic of `profile` with all numbers as they are by default.
    public init(_ profile: Profile) {
        self.profile = profile
        flows = profile.defaultFlows
    }

    /// Reads `PROFILE[,key=value…]`.
    ///
    /// - Throws: What is wrong with it, and what is allowed.
    public init(_ text: String) throws(SourceError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let name = parts.first ?? ""
        guard let profile = Profile(rawValue: String(name)) else {
            let list = Profile.allCases.map(\.rawValue).joined(separator: ", ")
            throw .wrong(text, "there is no profile \"\(String(name).harmless)\"; profiles are \(list)")
        }
        self.init(profile)
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = Key(rawValue: String(pair.first ?? "")) else {
                let list = Key.allCases.map { "\($0) (\($0.rangeText))" }.joined(separator: ", ")
                throw .wrong(text, "there is no key \"\(String(pair.first ?? "").harmless)\"; keys are \(list)")
            }
            guard pair.count == 2, let value = UInt64(pair[1]), key.range.contains(value) else {
                throw .wrong(text, "\(key) is a number, \(key.rangeText), written as in \(key)=\(key.example)")
            }
            set(key, to: value)
        }
    }

    /// What can be set.
    private enum Key: String, CaseIterable {
        case seed
        case packets
        case flows
        case mss

        var range: ClosedRange<UInt64> {
            switch self {
            case .seed: 0...UInt64.max
            case .packets: 1...UInt64.max
            case .flows: 1...65_536
            case .mss: 88...8_960
            }
        }

        var rangeText: String {
            range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound)–\(range.upperBound)"
        }

        var example: Int {
            switch self {
            case .seed: 7
            case .packets: 100_000
            case .flows: 24
            case .mss: 1_460
            }
        }
    }

    private mutating func set(_ key: Key, to value: UInt64) {
        switch key {
        case .seed: seed = value
        case .packets: packets = value
        case .flows: flows = Int(value)
        case .mss: mss = Int(value)
        }
    }
}

extension SourceError {
    fileprivate static func wrong(_ text: String, _ fault: String) -> SourceError {
        SourceError(.usage, "\(TrafficSource.syntheticPrefix)\(text.harmless): \(fault)")
    }
}
