import Packet
import Testing
import Unmerge

/// Sizes that are guessed, and what a guess may not cut.
@Suite struct GuessTests {
    private var talk = Conversation()
    private var side = Conversation.side(options: Conversation.timestamp)

    @Test mutating func anMTUOf1500WhereNothingIsKnown() {
        talk.send(&side, 5_000)
        #expect(talk.cuts() == ["4 x 1448 guess"])
    }

    /// What is no longer than two packets of the wire may be a path with a larger MTU.
    @Test mutating func nothingIsCutWhereNothingWasMerged() {
        talk.send(&side, 2_000)
        #expect(talk.cuts() == ["whole"])
        talk.send(&side, 0)
        var other = Conversation.side(41_000)
        talk.open(&other, own: 1460, peer: 1460)
        talk.send(&other, 2920)
        #expect(talk.cuts().last == "2 x 1460 mss")
    }

    @Test mutating func theMTUCanBeGiven() {
        talk.send(&side, 5_000)
        #expect(talk.cuts(mtu: 6_000) == ["whole"])
    }

    /// Several packets as long as the longest: a large MTU.
    @Test mutating func packetsOfALargeMTUStayWhole() {
        for _ in 0..<4 { talk.send(&side, 8948) }
        #expect(talk.cuts() == Array(repeating: "whole", count: 4))
    }

    @Test mutating func theUnitOfOtherFlows() {
        var other = Conversation.side(41_000)
        talk.open(&other, own: 1300, peer: 1300)
        for count in 2...4 { talk.send(&other, 1300 * count, segments: count) }
        talk.send(&side, 5_000, flags: [.ack, .psh])
        #expect(talk.cuts().last == "4 x 1288 guess")
    }

    /// The other IP version has 20 header bytes more.
    @Test mutating func theUnitOfTheOtherVersion() {
        var other = Conversation.side(41_000, isIPv6: true)
        talk.open(&other, own: 1300, peer: 1300)
        for count in 2...4 { talk.send(&other, 1300 * count) }
        talk.send(&side, 5_000, flags: [.ack, .psh])
        #expect(talk.cuts().last == "4 x 1308 guess")
    }

    /// A path that is smaller than the options of all flows between two hosts is so for a flow that cannot tell.
    @Test mutating func theHostsOfAnUntestedOption() {
        var other = Conversation.side(41_000)
        talk.open(&other, own: 1460, peer: 1460)
        for count in 7...14 { talk.send(&other, 1260 * count, segments: count) }
        talk.open(&side, own: 1460, peer: 1460)
        talk.send(&side, 2_496)
        #expect(talk.cuts().last == "2 x 1248 guess")
    }

    @Test mutating func flowsBeyondTheLimit() {
        for port in 0..<4 as Range<UInt16> {
            var other = Conversation.side(41_000 + port)
            talk.open(&other, own: 1000, peer: 1000)
            for count in 2...4 { talk.send(&other, 1000 * count, segments: count) }
        }
        let cuts = talk.cuts(flowLimit: 4)
        #expect(cuts.prefix(6) == ["2 x 1000 mss", "3 x 1000 mss", "4 x 1000 mss"] + cuts.prefix(3))
        #expect(cuts.suffix(3) == ["2 x 1000 guess", "3 x 1000 guess", "4 x 1000 guess"])
    }
}
