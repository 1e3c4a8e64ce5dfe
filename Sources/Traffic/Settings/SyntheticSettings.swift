import Frames
import PlainText
import Timing

/// What synthetic traffic is like: a profile, and numbers.
public struct SyntheticSettings: Equatable, Sendable {
    /// The kind of traffic.
    public var profile: Profile
    /// A seed gives its frames again, on every machine.
    public var seed: UInt64 = 1
    /// Where the traffic ends, in frames; nil means never.
    public var packets: UInt64?
    /// How many connections there are at a time.
    public var flows: Int
    /// The maximum segment size that the peers offer.
    public var mss: Int
    /// How many percent of the segments get lost; nil, here and below: what each connection of the profile has.
    ///
    /// Data is sent again about a round trip later, acknowledgments are not. What opens and closes a connection
    /// never gets lost.
    public var loss: Double?
    /// How many percent of the segments are overtaken by one to four later ones of their connection.
    public var reordering: Double?
    /// How many percent of the segments arrive twice.
    public var duplication: Double?
    /// Whether connections have TCP timestamps.
    public var timestamps: Bool?
    /// How many frames of a burst arrive in a row until every other flow with a burst has had such a turn.
    ///
    /// 1 is packet by packet. A turn ends early with its burst, and nobody waits for a flow that has nothing to
    /// send. Nil means no turns: frames arrive as their senders put them on the link, whoever comes first.
    public var interleave: Int?
    /// How fast the frames come on average, 10 Gbit/s at most: bits a second of the wire, as `--arrivals` counts them.
    ///
    /// It changes their times, and no frame. Those of a burst come back to back over a link of 10 Gbit/s, however slow
    /// the rate is: what one connection sends without a pause, to the 64 kB of TSO, or where all begin together what all
    /// of them send. The rest of the time lies between the bursts.
    public var rate: Rate

    /// Traffic of `profile` with all numbers as they are by default.
    public init(_ profile: Profile) {
        self.profile = profile
        flows = profile.defaultFlows
        mss = profile.defaultMSS
        interleave = profile.defaultInterleave
        rate = profile.naturalRate
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
            guard let key = SyntheticKey(rawValue: String(pair.first ?? "")) else {
                let list = SyntheticKey.allCases.map { "\($0) (\($0.range))" }.joined(separator: ", ")
                throw .wrong(text, "there is no key \"\(String(pair.first ?? "").harmless)\"; keys are \(list)")
            }
            do throws(SyntheticKey.WrongValue) {
                try set(key, to: pair.count == 2 ? pair[1] : "")
            } catch {
                throw .wrong(text, "\(key) \(key.wanted)")
            }
        }
    }

    /// What kind of connection the one at `place` is: the profile's, but for what was said of all.
    func traits(of place: Int) -> ConnectionTraits {
        var traits = profile.traits(of: place)
        traits.mss = mss
        if let loss { traits.loss = loss / 100 }
        if let reordering { traits.reordering = reordering / 100 }
        if let duplication { traits.duplication = duplication / 100 }
        if let timestamps { traits.hasTimestamps = timestamps }
        return traits
    }

    /// Gives a key its value.
    private mutating func set(_ key: SyntheticKey, to text: Substring) throws(SyntheticKey.WrongValue) {
        switch key {
        case .seed: seed = try key.number(text)
        case .packets: packets = try key.number(text)
        case .flows: flows = Int(try key.number(text))
        case .mss: mss = Int(try key.number(text))
        case .loss: loss = try key.percentage(text)
        case .reorder: reordering = try key.percentage(text)
        case .duplicates: duplication = try key.percentage(text)
        case .timestamps: timestamps = try key.isOn(text)
        case .interleave: interleave = Int(try key.number(text))
        case .rate: rate = try key.rate(text)
        }
    }
}

extension SourceError {
    fileprivate static func wrong(_ text: String, _ fault: String) -> SourceError {
        SourceError(.usage, "\(TrafficSource.syntheticPrefix)\(text.harmless): \(fault)")
    }
}
