import Frames
import Screen

/// The line below the totals: whose received frames are taken, which were left out, and which were cut.
struct AccountView {
    let source: SourceFacts

    /// Whether there is anything to say.
    var isNeeded: Bool { !pieces.isEmpty }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let width = rect.width - 1
        canvas.write(Piece.line(pieces, width: width), x: rect.x + 1, y: rect.y, limit: width)
    }

    private var pieces: [Piece] {
        guard let account = source.account else { return [] }
        return receiver(account) + cut(account) + duplicates(account)
    }

    private func receiver(_ account: SourceAccount) -> [Piece] {
        guard let receiver = account.receivedBy, receiver.how != .all,
            receiver.leftOut > 0 || receiver.how != .given || !receiver.takesAll
        else { return [] }
        let leftOut =
            receiver.leftOut == 0
            ? []
            : [
                Piece("\(receiver.leftOut) of \(account.frames) frames left out", 8, .muted)
            ]
        return [Piece(receiver.text, 9)] + leftOut
    }

    private func cut(_ account: SourceAccount) -> [Piece] {
        guard let counts = account.unmerge, !counts.isEmpty else { return [] }
        let names = Confidence.allCases.filter { counts.packets[$0] != nil }.map(\.rawValue).joined(separator: ", ")
        let cut =
            counts.cut == 0
            ? []
            : [
                Piece("\(counts.cut) merged packets cut into \(counts.segments) (\(names))", 7)
            ]
        let whole =
            counts.uncertain == 0 ? [] : [Piece("\(counts.uncertain) merged ones left whole", 5, .warning)]
        let lengths =
            counts.withoutLength == 0 ? [] : [Piece("\(counts.withoutLength) of IP length 0 mended", 4, .muted)]
        return cut + whole + lengths
    }

    private func duplicates(_ account: SourceAccount) -> [Piece] {
        account.duplicates == 0 ? [] : [Piece("\(account.duplicates) recorded twice", 6, .muted)]
    }
}
