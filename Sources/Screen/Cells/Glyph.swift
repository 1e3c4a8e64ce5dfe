/// What is drawn as one: a base scalar, the marks combined with it, and the columns it takes.
struct Glyph: Equatable {
    var scalar: Unicode.Scalar
    var marks: [Unicode.Scalar] = []
    var width: Int

    /// Terminals and curses stop combining there, and hostile text need not be kept.
    static let markLimit = 4
}

/// The glyphs of a text, harmless to any terminal.
///
/// Controls and invisible format characters come as `·`. An emoji sequence joined by ZWJ comes as its first emoji,
/// since terminals disagree about the columns of the rest; a pair of regional indicators comes as two glyphs, which
/// take two columns whether or not a terminal joins them to a flag.
struct Glyphs: Sequence, IteratorProtocol {
    private var scalars: Substring.UnicodeScalarView

    init(_ text: some StringProtocol) { scalars = Substring(text).unicodeScalars }

    mutating func next() -> Glyph? {
        while let scalar = scalars.popFirst() {
            if scalar.isJoiner { continue }
            var glyph = Glyph(scalar: scalar, width: scalar.columns)
            if glyph.width == 0 || scalar.isControl {
                return Glyph(scalar: "·", width: 1)
            }
            if !scalar.isASCII || scalars.first?.isASCII == false { absorb(into: &glyph) }
            return glyph
        }
        return nil
    }

    private mutating func absorb(into glyph: inout Glyph) {
        while let scalar = scalars.first {
            if scalar == "\u{200D}", glyph.width == 2 {
                scalars.removeFirst()
                if scalars.first?.isASCII == false { scalars.removeFirst() }
            } else if scalar.isJoiner || (glyph.width == 2 && scalar.isSkinTone) {
                scalars.removeFirst()
            } else if scalar.columns == 0, !scalar.isControl {
                if glyph.marks.count < Glyph.markLimit { glyph.marks.append(scalar) }
                scalars.removeFirst()
            } else {
                return
            }
        }
    }
}
