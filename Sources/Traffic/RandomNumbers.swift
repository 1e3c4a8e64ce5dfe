/// Random numbers that are the same on every machine for the same seed: SplitMix64.
///
/// Ranges and chances are drawn here, too, since those of the standard library may change with its version.
package struct RandomNumbers: Sendable {
    private var state: UInt64

    /// Numbers that follow from `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// A number in `range`, each as likely as any other.
    package mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// A number in `range` that is small more often than large: all orders of magnitude are alike.
    package mutating func skewedNumber(in range: ClosedRange<Int>) -> Int {
        var upper = range.lowerBound
        while upper < range.upperBound, chance(0.5) { upper = max(1, upper * 2) }
        return number(in: range.lowerBound...min(max(upper * 2, range.lowerBound), range.upperBound))
    }

    /// True with `probability`.
    package mutating func chance(_ probability: Double) -> Bool {
        probability > 0 && Double(next() >> 11) < probability * 0x1p53
    }

    /// Numbers of its own for a part of something.
    package mutating func split() -> RandomNumbers {
        RandomNumbers(seed: next())
    }
}
