import Capture
import Frames
import Intake
import Packet
import TestSupport
import Testing
import Traffic

/// Frames in, packets out: who receives them, which are cut, and how they are numbered.
@Suite struct IntakeSourceTests {
    /// All frames, cut.
    private static var cutting: IntakeOptions {
        var options = IntakeOptions.untouched
        options.unmerge = .auto
        return options
    }

    @Test func untouchedFramesComeAsTheyAre() throws {
        var talk = Connection(mss: 1460)
        talk.send(4380, segments: 3)
        let intake = try IntakeHarness(talk.frames, .untouched)
        #expect(intake.packets == talk.frames)
        #expect(intake.numbers == ["0", "1", "2"])
        #expect(intake.account.unmerge == nil)
    }

    @Test func segmentsHaveTheNumberOfTheirFrame() throws {
        var talk = Connection(mss: 1460)
        talk.send(1460)
        talk.send(4380, segments: 3)
        talk.acknowledge()
        let intake = try IntakeHarness(talk.frames, Self.cutting)
        #expect(intake.numbers == ["0", "1", "2", "3.0", "3.1", "3.2", "4"])
        #expect(intake.packets.map(\.wireLength) == [58, 58, 1514, 1514, 1514, 1514, 54])
        #expect(intake.account.unmerge?.packets == [.mss: 1])
    }

    /// What the kernel delivered: two packets of four segments.
    @Test func theHostsOwnDeliveriesAreKept() throws {
        var talk = Connection(mss: 1460)
        talk.send(1460)
        talk.send(4380, segments: 3)
        talk.acknowledge()
        let intake = try IntakeHarness(talk.frames, Self.cutting)
        #expect(intake.account.hostRatio == 2)
        let account = try #require(intake.flows?[FrameBuilder.segment(0).flow])
        #expect((account.packets, account.segments) == (2, 4))
        #expect(account.confidence == .mss && account.segmentSize == 1460)
    }

    /// A packet that was merged turns up late: what came before was none, and stands.
    @Test(arguments: [false, true])
    func aLatePacketIsCutToo(looksAhead: Bool) throws {
        var talk = Connection(mss: 1460)
        talk.send(1460, times: 5_000)
        talk.send(14_600, segments: 10, times: 2)
        var options = Self.cutting
        options.looksAhead = looksAhead
        let intake = try IntakeHarness(talk.frames, options)
        #expect(intake.restarts == 0)
        #expect(intake.packets.count == 5_022)
        #expect(intake.numbers.suffix(2) == ["5003.8", "5003.9"])
        #expect(intake.account.frames == 5_004)
        #expect(intake.account.host.packets == 5_002)
    }

    /// Packets below the MTU were merged, more than are looked at first, which only those above it tell.
    private static var below: Connection {
        var talk = Connection()
        for count in [2, 1, 2, 1, 2] { talk.send(500 * count, segments: count, times: 1_000) }
        talk.send(5_000, segments: 10)
        talk.send(500)
        return talk
    }

    @Test func aSourceBeginsAnewWherePacketsWouldHaveBeenCut() throws {
        let late = try IntakeHarness(Self.below.frames, Self.cutting)
        var options = Self.cutting
        options.looksAhead = true
        let early = try IntakeHarness(Self.below.frames, options)
        #expect((late.restarts, early.restarts) == (1, 0))
        #expect(late.packets == early.packets)
        #expect(late.numbers == early.numbers)
        #expect(late.account == early.account)
        #expect(late.packets.count == 3_000 * 2 + 2_000 + 10 + 1)
    }

    /// A filter looks at frames as they were captured.
    @Test func theFilterComesBeforeTheCut() throws {
        var talk = Connection(mss: 1460)
        talk.send(1460)
        talk.send(4380, segments: 3)
        var options = Self.cutting
        options.filter = "greater 2000"
        let intake = try IntakeHarness(talk.frames, options)
        #expect(intake.numbers == ["3.0", "3.1", "3.2"])
        #expect(intake.account.filtered == 3)
        #expect(intake.account.emptyFilter == nil)
    }

    @Test func aFilterThatKeepsNothingSaysWhatTheFramesAre() throws {
        var talk = Connection(mss: 1460)
        talk.send(100)
        let intake = try IntakeHarness(talk.frames, IntakeOptions(receiver: .all, filter: "udp"))
        #expect(intake.packets.isEmpty)
        #expect(intake.account.emptyFilter == "filter \"udp\" keeps none of 3 frames: they are IPv4 TCP")
    }

    @Test func aFilterThatDoesNotCompileIsSaidAtOnce() throws {
        let source = try TestSource(Connection(mss: 1460).frames)
        #expect(throws: SourceError.self) { try IntakeSource(source, IntakeOptions(filter: "nonsense of sorts")) }
    }

    /// Cooked frames have no destination address: a filter for one keeps none of them, and the rest is read.
    @Test func aFilterWithoutMeaningForALaterLinkTypeKeepsNoneOfItsFrames() throws {
        let ethernet = FrameBuilder.segment(0)
        var cooked = ethernet
        cooked.link = .linuxCooked
        let file = TemporaryFile(suffix: ".pcapng")
        var writer = try CaptureWriter(path: file.path, replaces: true)
        for frame in [ethernet, cooked, ethernet] {
            try writer.write(frame.bytes()[...], time: 1, link: frame.link)
        }
        try writer.finish()
        let options = IntakeOptions(receiver: .all, duplicates: .keep, filter: "not ether host 00:00:00:00:00:00")
        let intake = try IntakeHarness(try TrafficSource.open(file.path), options)
        #expect(intake.numbers == ["0", "2"])
        #expect(intake.fault == nil && intake.account.filtered == 1)
    }

    /// The numbers of the frames are those of the source, and its limit counts what the filter does not keep, too.
    @Test func aFilterKeepsSomeOfSyntheticTraffic() throws {
        let all = try Reading(TrafficSource.open("synthetic:mixed,packets=5000")).descriptors
        let source = try TrafficSource.open("synthetic:mixed,packets=5000")
        let intake = try IntakeHarness(source, IntakeOptions(receiver: .all, filter: "udp"))
        #expect(intake.numbers == all.filter { $0.protocolNumber == 17 }.map { "\($0.index)" })
        #expect(!intake.packets.isEmpty && intake.account.frames == 5_000)
    }

    @Test func aFilterThatKeepsNothingDoesNotHoldUpAnEndlessSource() throws {
        let options = IntakeOptions(receiver: .all, filter: "arp")
        var source = try IntakeSource(TrafficSource.open("synthetic:bulk"), options)
        var batch = FrameBatch()
        #expect(try source.read(into: &batch))
        #expect(batch.isEmpty)
    }

    @Test(arguments: [64, 300])
    func marksLeadBackBehindAFilter(capacity: Int) throws {
        let options = IntakeOptions(receiver: .all, filter: "udp or tcp port 5201")
        let source = try IntakeSource(TrafficSource.open("synthetic:mixed,packets=2000"), options)
        #expect(SourceConformance(source, capacity: capacity).failures == [])
    }

    @Test func sizesThatAreGivenGoFirst() throws {
        var talk = Connection(mss: 1460)
        talk.send(4380, segments: 3)
        var options = Self.cutting
        options.unmerge = .size(1000)
        let intake = try IntakeHarness(talk.frames, options)
        #expect(intake.numbers.suffix(5) == ["2.0", "2.1", "2.2", "2.3", "2.4"])
        #expect(intake.account.unmerge?.packets == [.given: 1])
    }

    /// More segments than a batch holds come in several.
    @Test(arguments: [1, 3, 1000])
    func batchesOfAnySizeHoldTheSamePackets(capacity: Int) throws {
        var talk = Connection(mss: 100)
        talk.send(5_000, segments: 50, times: 4)
        let intake = try IntakeHarness(talk.frames, Self.cutting, capacity: capacity)
        #expect(intake.packets.count == 202)
        #expect(intake.numbers.last == "5.49")
    }

    @Test(arguments: [1, 7, 64])
    func marksLeadBack(capacity: Int) throws {
        var talk = Connection(mss: 1460)
        talk.send(1460, times: 20)
        talk.send(14_600, segments: 10, times: 3)
        talk.acknowledge()
        let source = try IntakeSource(TestSource(talk.frames), Self.cutting)
        #expect(SourceConformance(source, capacity: capacity).failures == [])
    }
}
