/// A row of small columns, one for each value.
public enum Sparkline {
    private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// The last `width` values, the newest at the right, as heights between nothing and `max`.
    ///
    /// Zero has the lowest level for itself; where there is no value yet there is a blank. Without `max`
    /// the largest of the values shown fills its cell.
    public static func text(_ values: some BidirectionalCollection<Double>, width: Int, max limit: Double? = nil)
        -> String
    {
        guard width > 0 else { return "" }
        let shown = values.suffix(width)
        let top = limit ?? shown.max() ?? 0
        let columns = shown.map { level(of: $0, top: top) }
        return TextWidth.pad(String(columns), to: width, .right)
    }

    private static func level(of value: Double, top: Double) -> Character {
        guard value > 0 else { return levels[0] }
        guard value < top else { return levels[7] }
        return levels[1 + Int((value / top * 6).rounded())]
    }
}
