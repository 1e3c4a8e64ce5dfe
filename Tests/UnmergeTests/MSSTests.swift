import Packet
import Testing
import Unmerge

/// Sizes that the MSS options tell.
@Suite struct MSSTests {
    private var talk = Conversation()
    private var side = Conversation.side()

    @Test mutating func oneOptionIsTakenWithoutATest() {
        talk.open(&side, own: 1460, peer: nil)
        talk.send(&side, 4_000, segments: 3)
        #expect(talk.cuts() == ["3 x 1460 mss"])
    }

    /// Options differ within a flow; the size is what they leave.
    @Test mutating func theSizeIsWithoutOptions() {
        talk.open(&side, own: 1460, peer: 1460)
        side.options = Conversation.timestamp
        talk.send(&side, 2 * 1448, segments: 2)
        side.options += FrameBuilder.timestamp(1, echo: 2)
        talk.send(&side, 2 * 1436, segments: 2)
        #expect(talk.cuts() == ["2 x 1448 mss", "2 x 1436 mss"])
    }

    @Test mutating func theSmallerThatFitsBinds() {
        talk.open(&side, own: 1460, peer: 1200)
        for count in 2...5 { talk.send(&side, 1200 * count, segments: count) }
        #expect(talk.cuts() == (2...5).map { "\($0) x 1200 mss" })
    }

    /// The option on the sender's own route binds only the way back.
    @Test mutating func theLargerThatFitsBindsWhereTheSmallerDoesNot() {
        talk.open(&side, own: 800, peer: 1460)
        for count in 2...5 { talk.send(&side, 1460 * count, segments: count) }
        #expect(talk.cuts() == (2...5).map { "\($0) x 1460 mss" })
    }

    @Test mutating func optionsThatDifferAreAGuessWithoutATest() {
        talk.open(&side, own: 1460, peer: 1400)
        talk.send(&side, 5_000)
        talk.send(&side, 0)
        side.identification = 99
        #expect(talk.cuts() == ["whole"])
        talk = Conversation()
        talk.open(&side, own: 1460, peer: 1400)
        talk.send(&side, 5_000)
        #expect(talk.cuts() == ["4 x 1400 guess"])
    }

    /// Another flow between the two hosts tells which of the two it is.
    @Test mutating func theUnitOfTheHostsDecides() {
        var other = Conversation.side(41_000)
        talk.open(&other, own: 1400, peer: 1460)
        for count in 2...5 { talk.send(&other, 1460 * count, segments: count) }
        talk.open(&side, own: 1460, peer: 1400)
        talk.send(&side, 5_000)
        #expect(talk.cuts().last == "4 x 1460 mss")
    }

    /// Segments that end short in between spoil the tests, but two that are exact and none that is too few are enough.
    @Test mutating func exactCountsAmongShorterSegments() {
        talk.open(&side, own: 1460, peer: 1460)
        for _ in 0..<2 {
            talk.send(&side, 2920, segments: 2)
            talk.send(&side, 1500, segments: 3)
            talk.send(&side, 1700, segments: 4)
        }
        talk.send(&side, 0)
        #expect(talk.cuts().first == "2 x 1460 mss")
    }

    @Test mutating func aNewConnectionHasItsOwnOptions() {
        talk.open(&side, own: 1460, peer: 1460)
        talk.send(&side, 2920, segments: 2)
        side.sequence = 99_000
        talk.open(&side, own: 1000, peer: 1000)
        talk.send(&side, 2000, segments: 2)
        #expect(talk.cuts() == ["2 x 1460 mss", "2 x 1000 mss"])
    }

    /// With MSS 536 a packet of two segments is below the MTU.
    @Test mutating func packetsBelowTheMTUAreCutToo() {
        talk.open(&side, own: 536, peer: 1460)
        for _ in 0..<4 { talk.send(&side, 1072, segments: 2) }
        #expect(talk.cuts() == Array(repeating: "2 x 536 mss", count: 4))
    }
}
