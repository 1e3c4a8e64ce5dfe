import Screen
import Traffic

/// The answer to `--list-profiles`: what traffic can be made, and what can be said of it.
enum ProfileList {
    /// The lines, in pure ASCII where nothing else can be shown.
    static func text(ascii: Bool) -> String {
        let profiles = Profile.allCases.map {
            [$0.rawValue, "\($0.defaultFlows)", "\($0.defaultMSS)", $0.naturalRate.description, $0.summary]
        }
        let keys = SyntheticKey.allCases.map { [$0.rawValue, $0.range, $0.summary] }
        let lines =
            columns([["PROFILE", "FLOWS", "MSS", "RATE", "WHAT IT IS"]] + profiles) + [""]
            + columns([["KEY", "VALUE", "WHAT IT SETS, FOR ALL FLOWS OF A PROFILE"]] + keys) + [""]
            + ["Such as: lro-top synthetic:incast,flows=64,loss=0.5"]
        return lines.map { (ascii ? substituted($0) : $0) + "\n" }.joined()
    }

    /// Lines in which the fields of all rows stand below each other.
    private static func columns(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let fields = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return fields.dropLast().map { $0 + "  " }.joined() + (row.last ?? "")
        }
    }

    private static func substituted(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.map(ASCII.substitute(for:))))
    }
}
