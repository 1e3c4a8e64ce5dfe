import Timing

/// What can be set of synthetic traffic beside its profile, as in `loss=0.5`.
///
/// What is set goes for every connection; what is not, each has from its profile. `SyntheticSettings` explains
/// them in full.
public enum SyntheticKey: String, CaseIterable, Sendable {
    /// Which of many like it the traffic is.
    case seed
    /// How many frames it has.
    case packets
    /// How many connections there are at a time.
    case flows
    /// The maximum segment size.
    case mss
    /// How much gets lost.
    case loss
    /// How much is overtaken.
    case reorder
    /// How much arrives twice.
    case duplicates
    /// Whether there are TCP timestamps.
    case timestamps
    /// How bursts that meet are interleaved.
    case interleave
    /// How fast it comes.
    case rate

    private enum Values {
        case number(ClosedRange<UInt64>)
        case percentage(ClosedRange<UInt64>)
        case onOrOff
        case rate(ClosedRange<UInt64>)
    }

    private var values: Values {
        switch self {
        case .seed: .number(0...UInt64.max)
        case .packets: .number(1...UInt64.max)
        case .flows, .interleave: .number(1...65_536)
        case .mss: .number(88...8_960)
        // With more than half, hardly anything would be in order.
        case .loss, .reorder, .duplicates: .percentage(0...50)
        case .timestamps: .onOrOff
        // It comes over a link of 10 Gbit/s.
        case .rate: .rate(1_000...10_000_000_000)
        }
    }

    /// What the key takes, such as `1–65536`.
    public var range: String {
        switch values {
        case .number(let range): Self.text(range)
        case .percentage(let range): Self.text(range) + " %"
        case .onOrOff: "on or off"
        case .rate(let range): "\(Rate(bits: range.lowerBound))–\(Rate(bits: range.upperBound))"
        }
    }

    private static func text(_ range: ClosedRange<UInt64>) -> String {
        range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound)–\(range.upperBound)"
    }

    /// What the key does, in one line.
    public var summary: String {
        switch self {
        case .seed: "the same seed, the same frames (default: 1)"
        case .packets: "where the traffic ends, in frames (default: never)"
        case .flows: "connections at a time"
        case .mss: "the largest segment; its packet is 40 bytes longer"
        case .loss: "segments that get lost; their data is sent again"
        case .reorder: "segments that are overtaken by later ones"
        case .duplicates: "segments that arrive twice"
        case .timestamps: "whether segments have a timestamp option"
        case .interleave: "frames of a burst in a row until other flows' turn"
        case .rate: "bits a second on the wire; bursts come at 10G"
        }
    }

    /// What a value must be, as the rest of a sentence.
    var wanted: String {
        let kind =
            switch values {
            case .number(let range): "a number, \(Self.text(range))"
            case .percentage(let range): "a percentage, \(Self.text(range))"
            case .onOrOff: "on or off"
            case .rate: "a number of bits a second, \(range)"
            }
        return "is \(kind), written as in \(self)=\(example)"
    }

    private var example: String {
        switch self {
        case .seed: "7"
        case .packets: "100000"
        case .flows: "24"
        case .mss: "1460"
        case .loss, .reorder, .duplicates: "0.5"
        case .timestamps: "off"
        case .interleave: "1"
        case .rate: "9.4G"
        }
    }

    /// A value that the key does not take.
    struct WrongValue: Error {}

    /// Reads a whole number.
    func number(_ text: Substring) throws(WrongValue) -> UInt64 {
        guard case .number(let range) = values, let value = UInt64(text), range.contains(value) else {
            throw WrongValue()
        }
        return value
    }

    /// Reads a percentage, such as 12 or 0.5.
    func percentage(_ text: Substring) throws(WrongValue) -> Double {
        // `Double` reads much more than digits and a point.
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e }
        guard case .percentage(let range) = values, isPlain, let value = Double(text),
            value >= Double(range.lowerBound), value <= Double(range.upperBound)
        else { throw WrongValue() }
        return value
    }

    /// Reads bits a second, such as 9.4G.
    func rate(_ text: Substring) throws(WrongValue) -> Rate {
        guard case .rate(let range) = values, let rate = Rate(String(text)), rate.unit == .bits, rate.isWithin(range)
        else { throw WrongValue() }
        return rate
    }

    /// Reads `on` or `off`.
    func isOn(_ text: Substring) throws(WrongValue) -> Bool {
        switch text {
        case "on": return true
        case "off": return false
        default: throw WrongValue()
        }
    }
}
