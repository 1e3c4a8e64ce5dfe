/// How fast frames arrive: bits or packets a second, exactly as written.
public struct Rate: Equatable, Sendable {
    /// What is counted.
    public enum Unit: String, Sendable {
        case bits = ""
        case packets = "pps"
    }

    /// What is counted.
    public let unit: Unit
    /// So many of them come in `seconds` seconds, above 0.
    public let amount: UInt64
    /// The seconds in which they come: a power of ten, for decimals.
    public let seconds: UInt64

    /// A whole number of bits or packets a second; nil where it is 0.
    public init?(_ perSecond: UInt64, _ unit: Unit) {
        guard perSecond > 0 else { return nil }
        (amount, seconds, self.unit) = (perSecond, 1, unit)
    }

    /// The rate of a link where nobody says another: 10 Gbit/s.
    public static let link = Rate(bits: 10_000_000_000)

    /// So many bits a second, above 0.
    package init(bits: UInt64) {
        precondition(bits > 0, "A rate is above 0.")
        (amount, seconds, unit) = (bits, 1, .bits)
    }

    /// Whether so many come in a second, ends included.
    package func isWithin(_ range: ClosedRange<UInt64>) -> Bool {
        let (low, high) = (UInt128(range.lowerBound), UInt128(range.upperBound))
        return (low * UInt128(seconds)...high * UInt128(seconds)).contains(UInt128(amount))
    }

    /// Reads `NUMBER[k|M|G]` as bits, `NUMBER[k|M|G]pps` as packets a second; nil where it is neither, or 0, or has more
    /// than nine decimals, or is above 18 digits.
    public init?(_ text: String) {
        var digits = Substring(text)
        unit = digits.hasSuffix(Unit.packets.rawValue) ? .packets : .bits
        if unit == .packets { digits = digits.dropLast(Unit.packets.rawValue.count) }
        var zeros = 0
        if let prefix = digits.last, let power = Self.powers[prefix] {
            zeros = power
            digits = digits.dropLast()
        }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, !whole.isEmpty, parts.allSatisfy({ $0.allSatisfy(\.isDigit) })
        else { return nil }
        var decimals = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || !decimals.isEmpty else { return nil }
        while decimals.last == "0" { decimals.removeLast() }
        let written = whole + decimals + String(repeating: "0", count: max(0, zeros - decimals.count))
        let behind = max(0, decimals.count - zeros)
        guard behind <= 9, let amount = UInt64(written), amount > 0, amount < Self.most else { return nil }
        self.amount = amount
        seconds = (0..<behind).reduce(1) { power, _ in power * 10 }
    }

    private static let powers: [Character: Int] = ["k": 3, "M": 6, "G": 9]
    private static let most: UInt64 = 1_000_000_000_000_000_000

    /// The time of so many bits or packets one behind the other, in nanoseconds, rounded down.
    public func time(of count: UInt128) -> Int64 {
        Int64(clamping: count * UInt128(Self.second) * UInt128(seconds) / UInt128(amount))
    }

    /// The time of so many bits or packets: whole nanoseconds, and what is left of it in units of `amount`.
    func exactTime(of count: UInt64) -> (whole: Int64, rest: UInt64) {
        let (whole, rest) = (UInt128(count) * UInt128(Self.second) * UInt128(seconds))
            .quotientAndRemainder(dividingBy: UInt128(amount))
        return (Int64(clamping: whole), UInt64(rest))
    }

    /// The time of so many bits or packets, in nanoseconds, rounded up.
    public func timeRoundedUp(of count: UInt64) -> Int64 {
        let (part, whole) = (UInt128(count) * UInt128(Self.second) * UInt128(seconds), UInt128(amount))
        return Int64(clamping: (part + whole - 1) / whole)
    }

    private static let second: UInt64 = 1_000_000_000
}

extension Rate: CustomStringConvertible {
    /// The rate as it can be read again: `9.4G`, `250kpps`.
    public var description: String {
        for (prefix, power) in [("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)] as [(String, UInt64)] {
            let one = power * seconds
            guard amount >= one else { continue }
            return Self.decimal(amount, one) + prefix + unit.rawValue
        }
        return Self.decimal(amount, seconds) + unit.rawValue
    }

    /// A fraction whose denominator is a power of ten.
    private static func decimal(_ amount: UInt64, _ one: UInt64) -> String {
        var (rest, text) = (amount % one, "\(amount / one)")
        if rest > 0 { text += "." }
        var unit = one
        while rest > 0 {
            unit /= 10
            text += "\(rest / unit)"
            rest %= unit
        }
        return text
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
