import Packet
import Testing
import Unmerge

/// Sizes that a flow's own packets tell.
@Suite struct ObservedTests {
    private var talk = Conversation()
    private var side = Conversation.side(options: Conversation.timestamp)

    /// A path may be smaller than both options.
    @Test mutating func theIdentificationTellsAgainstTheOptions() {
        talk.open(&side, own: 1460, peer: 1460)
        for count in 7...14 { talk.send(&side, 1248 * count, segments: count) }
        #expect(talk.cuts() == (7...14).map { "\($0) x 1248 observed" })
    }

    @Test mutating func theIdentificationTellsWithoutSYN() {
        for count in 3...8 { talk.send(&side, 1448 * count - 7, segments: count) }
        talk.send(&side, 1448 * 20, segments: 20)
        talk.send(&side, 0)
        #expect(talk.cuts().first == "3 x 1448 observed")
        #expect(talk.cuts().last == "20 x 1448 observed")
    }

    /// IPv6 has no identification; whole segments differ by one size.
    @Test mutating func lengthsTell() {
        side = Conversation.side(isIPv6: true, options: Conversation.timestamp)
        for count in [2, 5, 3, 10] { talk.send(&side, 1428 * count) }
        talk.send(&side, 1428 * 2 + 100, flags: [.ack, .psh])
        #expect(talk.cuts() == [2, 5, 3, 10, 3].map { "\($0) x 1428 observed" })
    }

    /// Where every packet ends with PSH, a usual MTU of which many lengths are whole segments.
    @Test mutating func usualUnitsTellWhereAllMayEndShort() {
        side = Conversation.side(isIPv6: true, options: Conversation.timestamp)
        for count in [2, 5, 3, 10] { talk.send(&side, 1408 * count, flags: [.ack, .psh]) }
        #expect(talk.cuts() == [2, 5, 3, 10].map { "\($0) x 1408 observed" })
    }

    @Test mutating func belowTheMTUOnlyWhatTheIdentificationConfirms() {
        for count in [1, 2, 3, 2, 1, 3, 2] { talk.send(&side, 400 * count, segments: count) }
        let cuts = [1, 2, 3, 2, 1, 3].map { $0 == 1 ? "whole" : "\($0) x 400 observed" }
        #expect(talk.cuts() == cuts + ["whole"])
    }

    @Test mutating func aFixedIdentificationTellsNothing() {
        side.step = 0
        for count in [2, 3, 4, 2] { talk.send(&side, 1448 * count) }
        #expect(talk.cuts() == [2, 3, 4, 2].map { "\($0) x 1448 observed" })
        var unmerger = Unmerger(SizeEvidence(of: talk.frames))
        for frame in talk.frames {
            guard let last = unmerger.segments(of: frame)?.frames(of: frame).last else { continue }
            #expect(last.bytes[18..<20] == [0, 7])
        }
        #expect(unmerger.counts.counted == 0)
    }
}
