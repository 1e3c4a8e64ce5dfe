import Packet
import Testing
import Unmerge

/// Packets that are cut otherwise than the rest of their flow.
@Suite struct ExceptionTests {
    private var talk = Conversation()
    private var side = Conversation.side()

    /// Loss makes a step larger, never smaller: these packets were not merged.
    @Test mutating func aStepOfOneLeavesAPacketWhole() {
        talk.open(&side, own: 1460, peer: 1460)
        for _ in 0..<9 { talk.send(&side, 2920, segments: 2) }
        talk.send(&side, 2920, segments: 1)
        talk.send(&side, 0)
        #expect(talk.cuts().suffix(2) == ["2 x 1460 mss", "whole"])
    }

    @Test mutating func aSmallerStepIsOfAnotherSize() {
        talk.open(&side, own: 1000, peer: 1460)
        for count in 2...9 { talk.send(&side, 1000 * count, segments: count) }
        talk.send(&side, 4380, segments: 3)
        talk.send(&side, 0)
        #expect(talk.cuts().suffix(2) == ["9 x 1000 mss", "3 x 1460 mss"])
    }

    @Test mutating func aLargerStepIsLoss() {
        talk.open(&side, own: 1460, peer: 1460)
        for _ in 0..<9 { talk.send(&side, 2920, segments: 2) }
        talk.send(&side, 2920, segments: 5)
        talk.send(&side, 0)
        #expect(talk.cuts().last == "2 x 1460 mss")
    }

    /// Small writes without PSH are merged like full segments.
    @Test mutating func shortSegmentsHaveTheirOwnStep() {
        talk.open(&side, own: 1460, peer: 1460)
        for count in [2, 3, 5] {
            talk.send(&side, 1460 * count, segments: count)
            talk.send(&side, 300 * count, segments: count)
        }
        talk.send(&side, 0)
        #expect(
            talk.cuts() == [
                "2 x 1460 mss", "2 x 300 observed", "3 x 1460 mss", "3 x 300 observed", "5 x 1460 mss",
                "5 x 300 observed",
            ])
    }

    /// A last segment that is shorter: both lengths must be known.
    @Test mutating func shortSegmentsOfKnownLengths() {
        talk.open(&side, own: 1460, peer: 1460)
        for count in [2, 3, 5] { talk.send(&side, 1460 * count, segments: count) }
        talk.send(&side, 300)
        talk.send(&side, 110)
        talk.send(&side, 710, segments: 3)
        talk.send(&side, 701, segments: 3)
        talk.send(&side, 0)
        #expect(talk.cuts().suffix(4) == ["whole", "whole", "3 x 300 observed", "uncertain"])
    }

    @Test mutating func sizesOfAFewBytesAreNone() {
        talk.open(&side, own: 47, peer: 47)
        talk.send(&side, 5_000)
        #expect(talk.cuts() == ["whole"])
    }

    @Test mutating func synAndResetStayWhole() {
        talk.open(&side, own: 1460, peer: 1460)
        talk.send(&side, 2920, flags: [.rst, .ack])
        talk.send(&side, 2920, flags: [.syn, .ack])
        #expect(talk.cuts() == ["whole", "whole"])
    }

    /// A pipe tells what has passed: there is no step to the next packet yet.
    @Test mutating func aPipeIsCutByWhatHasPassed() {
        talk.open(&side, own: 1460, peer: 1460)
        for count in 2...9 { talk.send(&side, 1460 * count, segments: count) }
        #expect(talk.cuts(passing: true) == (2...9).map { "\($0) x 1460 mss" })
    }

    @Test mutating func theKernelsWordGoesFirst() {
        talk.open(&side, own: 1460, peer: 1460)
        talk.send(&side, 2920, segments: 2)
        var unmerger = Unmerger(SizeEvidence())
        guard let frame = talk.frames.last else { return }
        let told = unmerger.segments(of: frame, gsoSize: 1000)
        #expect(told?.count == 3 && told?.confidence == .gso)
        let alone = unmerger.segments(of: frame, gsoSize: 0)
        #expect(alone?.count == nil)
    }
}
