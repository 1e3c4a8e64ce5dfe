import Screen

/// Makes keys of what ncurses reads.
///
/// ncurses decodes the sequences that the terminal description names; others arrive as loose characters after an
/// Escape. A batch is what can be read at one time, so an Escape that is followed by anything in its batch starts
/// a sequence: a common one is decoded, any other is dropped as a whole, and none can act as the letters in it.
package struct KeyDecoder: Sendable {
    /// The parameters of a control sequence that goes on in the next batch.
    private var unfinished: String?
    /// What ended the last batch, and may be a key or the beginning of an answer.
    private var heldBack: [RawKey] = []
    private var answers = 0

    /// A decoder at the start of its input.
    package init() {}

    /// Whether something is held back, until the rest of it comes or a moment has passed.
    package var holdsBack: Bool { !heldBack.isEmpty }

    /// Whether the terminal answered since the last time.
    package mutating func takeAnswer() -> Bool {
        defer { answers = 0 }
        return answers > 0
    }

    /// The events of a batch.
    ///
    /// While an answer of the terminal is awaited, an Escape at the end may be its beginning, and is held back for the
    /// next batch.
    package mutating func decode(_ batch: [RawKey], awaitsAnswer: Bool = false) -> [TerminalEvent] {
        var rest = (heldBack + batch)[...]
        var events: [TerminalEvent] = []
        heldBack = awaitsAnswer ? Self.beginning(endOf: rest) : []
        rest.removeLast(heldBack.count)
        if let parameters = unfinished {
            unfinished = nil
            if let key = controlSequence(parameters, &rest) { events.append(.key(key)) }
        }
        while let raw = rest.popFirst() {
            switch raw {
            case .known(let event): events.append(event)
            case .scalar("\u{1B}"):
                if let key = escape(&rest) { events.append(.key(key)) }
            case .scalar(let scalar):
                if let key = KeyDecoder.plain(scalar) { events.append(.key(key)) }
            case .other: break
            }
        }
        return events
    }

    /// The Escape at the end, or the Escape and the bracket.
    private static func beginning(endOf batch: ArraySlice<RawKey>) -> [RawKey] {
        let answer: [RawKey] = [.scalar("\u{1B}"), .scalar("[")]
        return (1...2).map { Array(answer.prefix($0)) }.first { batch.suffix($0.count).elementsEqual($0) } ?? []
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x08, 0x7F: .backspace
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
        case 0x00..<0x20, 0x80..<0xA0: nil
        default: .character(Character(scalar))
        }
    }

    /// What comes after an Escape; two of them are two keys.
    private mutating func escape(_ rest: inout ArraySlice<RawKey>) -> Key? {
        guard case .scalar(let scalar) = rest.first, scalar != "\u{1B}" else { return .escape }
        rest.removeFirst()
        switch scalar {
        case "[":
            // An Escape and a bracket alone are a bracket typed with Alt.
            return rest.isEmpty ? nil : controlSequence("", &rest)
        case "O": return singleShift(&rest)
        case "]", "P", "X", "^", "_":
            dropText(&rest)
            return nil
        default: return nil
        }
    }

    private mutating func controlSequence(_ start: String, _ rest: inout ArraySlice<RawKey>) -> Key? {
        var parameters = start
        while case .scalar(let scalar) = rest.first {
            switch scalar {
            case " "..."?":
                rest.removeFirst()
                if parameters.utf8.count < 32 { parameters.unicodeScalars.append(scalar) }
            case "@"..."~":
                rest.removeFirst()
                return finished(parameters, scalar, &rest)
            default: return nil
            }
        }
        if rest.isEmpty { unfinished = parameters }
        return nil
    }

    private mutating func finished(_ parameters: String, _ final: Unicode.Scalar, _ rest: inout ArraySlice<RawKey>)
        -> Key?
    {
        switch (final, parameters) {
        case ("[", ""):  // the function keys of the Linux console
            guard case .scalar(let letter) = rest.popFirst(), ("A"..."E").contains(letter) else { return nil }
            return .function(Int(letter.value) - 0x40)
        case ("M", ""):  // the mouse, in its oldest form: three more characters
            rest.removeFirst(min(3, rest.count))
            return nil
        case ("n", "0"):  // the terminal has come to a request
            answers += 1
            return nil
        case ("Z", ""): return .backTab
        case ("~", _): return Int(parameters).flatMap { KeyDecoder.numbered[$0] }
        case (_, ""), (_, "1"): return KeyDecoder.lettered[final]
        default: return nil
        }
    }

    private func singleShift(_ rest: inout ArraySlice<RawKey>) -> Key? {
        while case .scalar(let scalar) = rest.popFirst() {
            if ("0"..."9").contains(scalar) || scalar == ";" { continue }
            return scalar == "M" ? .enter : KeyDecoder.lettered[scalar]
        }
        return nil
    }

    /// An answer of the terminal, to the bell or Escape backslash that ends it; without an end it was a letter with
    /// Alt.
    private func dropText(_ rest: inout ArraySlice<RawKey>) {
        for index in rest.indices {
            if rest[index] == .scalar("\u{7}") {
                rest = rest[(index + 1)...]
                return
            }
            if rest[index] == .scalar("\\"), index > rest.startIndex, rest[index - 1] == .scalar("\u{1B}") {
                rest = rest[(index + 1)...]
                return
            }
        }
    }

    private static let lettered: [Unicode.Scalar: Key] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end,
        "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
    ]

    private static let numbered: [Int: Key] = [
        1: .home, 7: .home, 4: .end, 8: .end, 5: .pageUp, 6: .pageDown,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12),
    ]
}
