import Offload
import Screen

/// What the letters of the reasons stand for, each in the colour of its group.
package struct ReasonLegend {
    /// The room for the lines.
    let width: Int

    /// The legend in lines of that width.
    package init(width: Int) { self.width = width }

    private static let nameWidth = 9
    private static let entryWidth = 17

    /// A heading, and for each group as many lines as its reasons take.
    package var lines: [[Span]] {
        [[Span("reasons", .header), Span(" why a packet or an aggregate was delivered; case counts", .muted)]]
            + Reason.Group.allCases.flatMap { lines($0) }
    }

    private func lines(_ group: Reason.Group) -> [[Span]] {
        let reasons = Reason.allCases.filter { $0.group == group }
        let perLine = max(1, (width - Self.nameWidth) / Self.entryWidth)
        return stride(from: 0, to: reasons.count, by: perLine).map { first in
            let name = first == 0 ? "  \(group.rawValue)" : ""
            return [Span(TextWidth.pad(name, to: Self.nameWidth), .muted)]
                + reasons[first..<min(first + perLine, reasons.count)].map {
                    Span(TextWidth.pad("\($0.letter) \($0.id)", to: Self.entryWidth), $0.role)
                }
        }
    }
}
