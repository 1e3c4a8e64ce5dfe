import Offload
import Packet
import Receive

/// Which rows of the table are shown: words that must all match.
///
/// A word matches in any of these ways, and `port 80`, `queue 2`, `reason gap` or `addr 10.0` in one of them only:
/// the number of a port, a part of the flow's text, or the id of a reason that the flow has had.
public struct RowFilter: Equatable, Sendable {
    /// The text as it was typed.
    public let text: String

    private let terms: [Term]

    private enum Field: String {
        case port, queue, reason, addr
    }

    private struct Term: Equatable {
        var field: Field?
        var word: String
    }

    /// A filter from the words that a user types; without any, all rows match.
    public init(_ text: String = "") {
        self.text = text
        var terms: [Term] = []
        var field: Field?
        for word in text.lowercased().split(separator: " ") {
            if field == nil, let named = Field(rawValue: String(word)) {
                field = named
            } else {
                terms.append(Term(field: field, word: String(word)))
                field = nil
            }
        }
        self.terms = terms
    }

    /// Whether every row matches.
    public var isEmpty: Bool { terms.isEmpty }

    /// Whether a row matches all words.
    func matches(_ row: TableRow) -> Bool {
        terms.allSatisfy { term in
            switch term.field {
            case .port: hasPort(row, term.word)
            case .queue: "\(row.queue)" == term.word
            case .reason: hasReason(row, term.word)
            case .addr: hasAddress(row, term.word)
            case nil:
                hasPort(row, term.word) || hasReason(row, term.word)
                    || (row.flow?.description ?? "older flows").contains(term.word) || row.isOpen && term.word == "open"
            }
        }
    }

    private func hasPort(_ row: TableRow, _ word: String) -> Bool {
        guard let flow = row.flow, let port = UInt16(word) else { return false }
        return flow.sourcePort == port || flow.destinationPort == port
    }

    private func hasAddress(_ row: TableRow, _ word: String) -> Bool {
        guard let flow = row.flow else { return false }
        return flow.source.description.contains(word) || flow.destination.description.contains(word)
    }

    private func hasReason(_ row: TableRow, _ word: String) -> Bool {
        guard let reason = Reason(id: word) else { return false }
        guard row.slot == nil, let record = row.flowRecord else { return row.flushed == reason }
        return record.flushedBy[reason] > 0 || record.passedBy[reason] > 0
    }
}
