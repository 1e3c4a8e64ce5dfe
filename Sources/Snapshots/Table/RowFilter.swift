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
        let field: Field?
        let word: String
        /// The word in UTF-8.
        let bytes: [UInt8]
        /// The port and the reason that the word may mean.
        let (port, reason): (UInt16?, Reason?)

        init(_ field: Field?, _ word: String) {
            (self.field, self.word, bytes) = (field, word, Array(word.utf8))
            (port, reason) = (UInt16(word), Reason(id: word))
        }
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
                terms.append(Term(field, String(word)))
                field = nil
            }
        }
        self.terms = terms
    }

    /// Whether every row matches.
    public var isEmpty: Bool { terms.isEmpty }

    /// Whether a row matches all words: one of such a queue and flow, or of the older flows, and for which `has` says
    /// whether it has had a reason.
    func matches(queue: Int, flow: FlowKey?, isOpen: Bool, has: (Reason) -> Bool) -> Bool {
        terms.allSatisfy { term in
            switch term.field {
            case .port: Self.hasPort(flow, term.port)
            case .queue: "\(queue)" == term.word
            case .reason: term.reason.map(has) ?? false
            case .addr: Self.hasAddress(flow, term.bytes)
            case nil:
                Self.hasPort(flow, term.port) || term.reason.map(has) ?? false || isOpen && term.word == "open"
                    || Self.has(flow?.description ?? "older flows", term.bytes)
            }
        }
    }

    private static func hasPort(_ flow: FlowKey?, _ port: UInt16?) -> Bool {
        guard let flow, let port else { return false }
        return flow.sourcePort == port || flow.destinationPort == port
    }

    private static func hasAddress(_ flow: FlowKey?, _ word: [UInt8]) -> Bool {
        guard let flow else { return false }
        return has(flow.source.description, word) || has(flow.destination.description, word)
    }

    /// Whether a text contains a word, byte for byte: it is asked of every row, and texts of flows are ASCII.
    private static func has(_ text: String, _ word: [UInt8]) -> Bool {
        var text = text
        return text.withUTF8 { text in
            guard text.count >= word.count else { return false }
            return (0...text.count - word.count).contains { start in
                word.indices.allSatisfy { text[start + $0] == word[$0] }
            }
        }
    }
}
