import Queues
import Screen

/// A packet as a bar in time: where it waited, and when it was delivered.
struct PacketBar {
    /// A place where a packet waits, or what is done with it.
    enum Part: CaseIterable {
        case moderation, ring, held, delivery

        /// What stands for a column of it.
        var glyph: Character {
            switch self {
            case .moderation: "·"
            case .ring: "▒"
            case .held: "█"
            case .delivery: "▓"
            }
        }

        /// Where the packet is meanwhile, in the words of the legend.
        var place: String {
            switch self {
            case .moderation: "waits for the interrupt"
            case .ring: "in the ring"
            case .held: "held"
            case .delivery: "delivery"
            }
        }

        var role: Role {
            switch self {
            case .moderation: .text
            case .ring: .barMid
            case .held: .barLow
            case .delivery: .barHigh
            }
        }
    }

    /// What stands where a packet was delivered, where it is still on its way, and where it was dropped.
    static let (delivered, open, dropped): (Character, Character, Character) = ("▶", "…", "✗")

    let packet: TimedPacket
    /// The time until which something is known of it.
    let end: Int64

    /// The parts that have begun, with their beginnings and ends.
    var parts: [(part: Part, from: Int64, to: Int64)] {
        if packet.isDropped { return [] }
        let times = [packet.arrived, packet.listed, packet.taken, packet.heldUntil, packet.at]
        return Part.allCases.enumerated().compactMap { place, part in
            times[place].map { (part, $0, times[place + 1] ?? end) }
        }
    }

    /// The bar in columns of time, over what is there already.
    func draw(on cells: inout TimeCells) {
        let columns = cells.columns
        for (part, from, to) in parts {
            let (first, last) = (max(0, columns.column(of: from)), min(columns.count, columns.column(of: to)))
            for column in stride(from: first, to: last, by: 1) { cells.put(part.glyph, part.role, at: column) }
        }
        let column = columns.column(of: end)
        if packet.isDropped {
            cells.put(Self.dropped, .error, at: column)
        } else if packet.at == nil {
            cells.put(Self.open, .changed, at: column)
        } else {
            cells.put(Self.delivered, packet.reason?.role ?? .title, at: column)
        }
        if column < 0 { cells.write("◂ earlier", at: 0) }
        if columns.column(of: packet.arrived) >= columns.count { cells.write("later ▸", at: columns.count - 7) }
    }
}

/// A row of cells in columns of time.
struct TimeCells {
    let columns: TimeColumns
    private var cells: [(glyph: Character, role: Role)]

    /// Blanks.
    init(_ columns: TimeColumns) {
        self.columns = columns
        cells = Array(repeating: (" ", .text), count: columns.count)
    }

    /// Puts a glyph into a column, if that is shown.
    mutating func put(_ glyph: Character, _ role: Role, at column: Int) {
        if columns.contains(column) { cells[column] = (glyph, role) }
    }

    /// Writes a text that is not to be read first.
    mutating func write(_ text: String, at column: Int) {
        for (place, character) in text.enumerated() { put(character, .muted, at: column + place) }
    }

    /// Neighbours of one role together.
    var spans: [Span] {
        var spans: [Span] = []
        var place = 0
        while place < cells.count {
            let role = cells[place].role
            let end = cells[place...].firstIndex { $0.role != role } ?? cells.count
            spans.append(Span(String(cells[place..<end].map(\.glyph)), role))
            place = end
        }
        return spans
    }
}
