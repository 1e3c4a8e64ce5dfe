/// Numbers as people read them: short, with a unit, and the same in every locale.
public enum Quantity {
    /// A number of bytes in decimal units: `1448 B`, `41.2 kB`, `118 MB`.
    public static func bytes(_ count: Int) -> String { scaled(count, exactBelow: 10_000, unit: "B") }

    /// A number of things: `9999`, `41.2 k`, `118 M`.
    public static func count(_ count: Int) -> String { scaled(count, exactBelow: 10_000, unit: "") }

    /// A part of a whole in percent: `99.1 %`, or `–` when there is no whole.
    public static func percent(_ fraction: Double, decimals: Int = 1) -> String {
        fraction.isFinite ? fixed(fraction * 100, decimals: decimals) + " %" : "–"
    }

    /// A number with so many digits after the point, at most nine; `–` for what is not a number.
    public static func fixed(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite else { return "–" }
        let decimals = min(max(0, decimals), 9)
        let factor = (0..<decimals).reduce(1) { power, _ in power * 10 }
        guard let scaled = Int(exactly: (value * Double(factor)).rounded()) else { return "\(value)" }
        let (whole, part) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(factor))
        let digits = String(part)
        let zeros = String(repeating: "0", count: decimals - min(decimals, digits.count))
        return (scaled < 0 ? "−" : "") + String(whole) + (decimals > 0 ? "." + zeros + digits : "")
    }

    /// Nanoseconds in a unit that suits them: `850 ns`, `12.3 µs`, `4.56 ms`, `1.2 s`.
    public static func time(_ nanoseconds: Int64) -> String {
        let units: [(Double, String)] = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")]
        for (size, unit) in units where Double(nanoseconds) >= size {
            let value = Double(nanoseconds) / size
            return "\(fixed(value, decimals: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)) \(unit)"
        }
        return "\(nanoseconds) ns"
    }

    private static func scaled(_ count: Int, exactBelow limit: Int, unit: String) -> String {
        let sign = count < 0 ? "−" : ""
        if count.magnitude < UInt(limit) {
            return sign + String(count.magnitude) + (unit.isEmpty ? "" : " " + unit)
        }
        var value = Double(count.magnitude)
        for prefix in ["k", "M", "G", "T", "P", "E"] {
            value /= 1000
            // What would round up to four digits belongs to the next prefix.
            if value < 999.5 || prefix == "E" {
                return sign + fixed(value, decimals: value < 99.95 ? 1 : 0) + " " + prefix + unit
            }
        }
        return sign + String(count.magnitude)
    }
}
