/// Bars that grow to the right.
public enum Bar {
    private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    /// A bar as long as that fraction of `width` columns, to an eighth of a column; what is not zero is seen.
    public static func text(_ fraction: Double, width: Int) -> String {
        guard width > 0, fraction > 0 else { return "" }
        let length = min(fraction, 1) * Double(Rect.bounded(width)) * 8
        let parts = max(1, Int(length.rounded()))
        let rest = parts % 8
        return String(repeating: "█", count: parts / 8) + (rest > 0 ? String(eighths[rest - 1]) : "")
    }

    /// A bar of `width` columns for what is used `█`, was used at most `▓`, and was never used `░`, out of `total`.
    ///
    /// It is full only when all is used, and not empty when anything is.
    public static func text(used: Int, peak: Int, of total: Int, width: Int) -> [Span] {
        let width = max(0, Rect.bounded(width))
        let filled = columns(used, total, width)
        let reached = max(filled, columns(peak, total, width))
        let level = Role.level(total > 0 ? Double(used) / Double(total) : 0)
        let parts = [("█", filled, level), ("▓", reached - filled, Role.muted), ("░", width - reached, Role.muted)]
        return parts.filter { $0.1 > 0 }.map { Span(String(repeating: $0.0, count: $0.1), $0.2) }
    }

    private static func columns(_ part: Int, _ total: Int, _ width: Int) -> Int {
        if part <= 0 || total <= 0 { return 0 }
        if part >= total { return width }
        let columns = Int((Double(part) / Double(total) * Double(width)).rounded())
        return min(max(columns, min(1, width)), max(width - 1, min(1, width)))
    }
}

extension Role {
    /// The role of a bar that is full to that fraction.
    public static func level(_ fraction: Double) -> Role {
        fraction < 0.6 ? .barLow : fraction < 0.9 ? .barMid : .barHigh
    }
}
