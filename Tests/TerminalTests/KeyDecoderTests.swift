import Screen
import Terminal
import Testing

/// Characters as ncurses hands them over one by one.
private func raw(_ text: String) -> [RawKey] { text.unicodeScalars.map { .scalar($0) } }

@Suite struct KeyDecoderTests {
    @Test(
        arguments: [
            ("q", [.character("q")]), (" é漢", [.character(" "), .character("é"), .character("漢")]),
            ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
            ("\u{3}\u{1A}", [.control("c"), .control("z")]), ("\u{0}\u{1C}\u{9B}", []),
            // Escape by itself, twice, and before a known sequence.
            ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}\u{1B}[A", [.escape, .up]),
            // With Alt, and answers nobody asked for.
            ("\u{1B}j", []), ("\u{1B}jk", [.character("k")]), ("\u{1B}[", []), ("\u{1B}O", []), ("\u{1B}]", []),
            ("\u{1B}[I", []), ("\u{1B}[?62;1;4cq", [.character("q")]), ("\u{1B}[200~", []),
            ("\u{1B}]11;rgb:0/0/0\u{7}q", [.character("q")]), ("\u{1B}P1$r\u{1B}\\q", [.character("q")]),
            ("\u{1B}[<0;12;7Mq", [.character("q")]), ("\u{1B}[M !!q", [.character("q")]), ("\u{1B}[1;5A", []),
            // Keys that the terminal description does not name.
            ("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD", [.up, .down, .right, .left]), ("\u{1B}[Z", [.backTab]),
            ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end]),
            ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]), ("\u{1B}OM", [.enter]),
            ("\u{1B}OP\u{1B}[11~\u{1B}[[A", [.function(1), .function(1), .function(1)]),
            ("\u{1B}[15~\u{1B}[24~\u{1B}[[E\u{1B}[[Z", [.function(5), .function(12), .function(5)]),
        ] as [(String, [Key])])
    func decoding(text: String, expected: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw(text)) == expected.map { .key($0) })
        #expect(decoder.decode(raw("x")) == [.key(.character("x"))], "nothing is left over")
    }

    @Test func knownKeysPassThroughAndEndASequence() {
        var decoder = KeyDecoder()
        let batch: [RawKey] = [.known(.resize), .scalar("\u{1B}"), .known(.key(.up)), .other, .scalar("a")]
        #expect(decoder.decode(batch) == [.resize, .key(.escape), .key(.up), .key(.character("a"))])
        let cut: [RawKey] = raw("\u{1B}[1") + [.known(.key(.down))] + raw("~")
        #expect(decoder.decode(cut) == [.key(.down), .key(.character("~"))])
    }

    @Test func aSequenceGoesOnInTheNextBatch() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw("\u{1B}[1")).isEmpty)
        #expect(decoder.decode(raw("5")).isEmpty)
        #expect(decoder.decode(raw("~q")) == [.key(.function(5)), .key(.character("q"))])
        #expect(decoder.decode(raw("\u{1B}[1")).isEmpty)
        #expect(decoder.decode(raw("é")) == [.key(.character("é"))])
    }

    /// The answer to a request is no key, however it arrives.
    @Test(arguments: [
        ["\u{1B}[0n"], ["\u{1B}", "[0n"], ["\u{1B}[", "0n"], ["\u{1B}[0", "n"], ["\u{1B}", "[", "0", "n"],
    ])
    func anAnswerIsNoKey(parts: [String]) {
        var decoder = KeyDecoder()
        for part in parts { #expect(decoder.decode(raw(part), awaitsAnswer: true).isEmpty) }
        #expect(decoder.takeAnswer() == true)
        #expect(decoder.takeAnswer() == false)
        #expect(decoder.decode(raw("n"), awaitsAnswer: true) == [.key(.character("n"))])
    }

    @Test func anEscapeThatIsNoAnswerIsAKeyAfterAMoment() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(raw("n\u{1B}"), awaitsAnswer: true) == [.key(.character("n"))])
        #expect(decoder.holdsBack)
        #expect(decoder.decode([], awaitsAnswer: false) == [.key(.escape)])
        #expect(!decoder.holdsBack)
        #expect(decoder.decode(raw("\u{1B}\u{1B}[A"), awaitsAnswer: true) == [.key(.escape), .key(.up)])
        #expect(decoder.takeAnswer() == false)
    }

    @Test func noInputTrapsOrGrows() {
        var (decoder, state) = (KeyDecoder(), UInt64(88_172_645_463_325_252))
        let alphabet = raw("\u{1B}[]OPM\\\u{7}019;?~A\u{3}é ") + [.other, .known(.resize)]
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let batch = (0..<Int(state >> 60)).map { alphabet[Int(state >> (8 + $0 % 40)) % alphabet.count] }
            let held = decoder.holdsBack ? 2 : 0
            #expect(decoder.decode(batch, awaitsAnswer: state & 1 == 0).count <= batch.count + held)
        }
    }
}
