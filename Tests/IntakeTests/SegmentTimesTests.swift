import Frames
import Intake
import TestSupport
import Testing
import Timing

/// When segments came that were recorded as one packet.
@Suite struct SegmentTimesTests {
    /// The times of a packet that comes before, and of the three segments of one that was recorded `interval` later.
    private func times(interval: Int64, link: Rate?) throws -> [Int64] {
        var talk = Connection(mss: nil)
        talk.send(1_460)
        talk.send(4_000, segments: 3)
        var options = IntakeOptions.untouched
        options.unmerge = .size(1_460)
        options.spacesSegments = link != nil
        options.link = link ?? .link
        var frames = try TestSource(talk.frames)
        frames.interval = interval
        var (source, batch, times) = (try IntakeSource(frames, options), FrameBatch(), [Int64]())
        while try source.read(into: &batch) { times += batch.indices.map { batch.record(at: $0).time } }
        return times.suffix(4)
    }

    /// A full segment takes 12 304 ns of 1 Gbit/s, the last of 1 080 bytes 9 264 ns.
    @Test func areBackToBackUpToTheRecordedTime() throws {
        let times = try times(interval: 1_000_000, link: Rate("1G"))
        let last = try #require(times.last)
        #expect(times.map { last - $0 } == [1_000_000, 12_304 + 9_264, 9_264, 0])
    }

    @Test func areNotBeforeWhatCameBefore() throws {
        let times = try times(interval: 10_000, link: Rate("1G"))
        let last = try #require(times.last)
        #expect(times.map { last - $0 } == [10_000, 10_000, 9_264, 0])
    }

    @Test func areTheirPacketsWhereNoLinkIsGiven() throws {
        let times = try times(interval: 10_000, link: nil)
        #expect(times.map { $0 - times[3] } == [-10_000, 0, 0, 0])
    }
}
