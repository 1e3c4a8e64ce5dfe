import Frames
import Intake
import Packet
import Receive
import Replay
import Settings
import TestSupport
import Testing

/// Files that are read again, in steps between which there is time for other things.
@Suite struct RereadingTests {
    /// Packets below the MTU were merged, which only one above it tells; with SYNs that one changes nothing before it.
    private static func source(hasSYN: Bool = false, looksAhead: Bool = false) throws -> IntakeSource {
        var talk = Connection(mss: hasSYN ? 1460 : nil)
        if hasSYN { talk.send(1_460, times: 5_000) }
        if !hasSYN { for count in [2, 1, 2, 1, 2] { talk.send(500 * count, segments: count, times: 1_000) } }
        talk.send(hasSYN ? 14_600 : 5_000, segments: 10)
        talk.send(500, times: 1_000)
        var options = IntakeOptions.untouched
        (options.unmerge, options.looksAhead) = (.auto, looksAhead)
        return try IntakeSource(TestSource(talk.frames), options)
    }

    /// What a source says of its second reading before and behind each read, without repetitions.
    private func readings(_ source: IntakeSource, capacity: Int = 512) throws -> [SecondReading] {
        var (source, batch, readings) = (source, FrameBatch(capacity: capacity), [SecondReading]())
        var goesOn = true
        while goesOn {
            if let reading = source.secondReading { readings.append(reading) }
            do throws(SourceError) {
                goesOn = try source.read(into: &batch)
            } catch {
                #expect(error.kind == .beginsAnew)
                batch.removeAll()
            }
            if source.secondReading != nil { #expect(batch.isEmpty) }
        }
        return readings
    }

    @Test(arguments: [false, true])
    func theShareGrows(hasSYN: Bool) throws {
        let readings = try readings(Self.source(hasSYN: hasSYN))
        #expect(readings.count > 3)
        #expect(readings.allSatisfy { $0.purpose == .segmentSizes && (0...1).contains($0.share) })
        #expect(readings.map(\.share) == readings.map(\.share).sorted())
        #expect(readings.first?.share == 0)
        #expect(readings[readings.count / 2].sentence.hasPrefix("reading the file again for segment sizes: "))
    }

    @Test func aLookAheadSearchesFirst() throws {
        let readings = try readings(Self.source(looksAhead: true))
        let purposes = readings.map(\.purpose)
        let searches = purposes.prefix { $0 == .search }.count
        #expect(searches > 5 && purposes.count > searches)
        #expect(purposes.dropFirst(searches).allSatisfy { $0 == .segmentSizes })
    }

    @Test func whatWasNotMergedIsReadOnce() throws {
        let source = try IntakeSource(TestSource(Connection(mss: 1460).frames), IntakeOptions())
        #expect(try readings(source).isEmpty)
    }

    /// However long the steps are, the packets are the same.
    @Test(arguments: [false, true], [false, true])
    func stepsOfAnyLengthComeToTheSame(hasSYN: Bool, looksAhead: Bool) throws {
        let source = try Self.source(hasSYN: hasSYN, looksAhead: looksAhead)
        let (short, long) = (IntakeHarness(source, capacity: 7), IntakeHarness(source, capacity: 100_000))
        #expect(short.packets == long.packets && short.numbers == long.numbers)
        #expect(short.account == long.account)
        #expect(short.restarts == (hasSYN || looksAhead ? 0 : 1))
        #expect(short.packets.count == (hasSYN ? 6_012 : 9_010))
    }

    /// A mark in the midst of a second reading leads back into it.
    @Test(arguments: [false, true])
    func marksLeadBackIntoIt(hasSYN: Bool) throws {
        var (source, batch, marks) = (try Self.source(hasSYN: hasSYN), FrameBatch(capacity: 512), [SourceMark]())
        while marks.count < 4, (try? source.read(into: &batch)) != false {
            if source.secondReading != nil { marks.append(try #require(source.mark())) }
        }
        #expect(marks.count == 4)
        let rest = IntakeHarness(source, capacity: 512)
        for mark in marks {
            source.seek(to: mark)
            #expect(source.secondReading?.purpose == .segmentSizes)
            let again = IntakeHarness(source, capacity: 512)
            #expect(again.packets == rest.packets && again.account == rest.account)
        }
    }

    /// A run that does not wait takes one step at a time, and comes to where one that waits comes.
    @Test(arguments: [false, true])
    func aRunThatDoesNotWaitGoesOnInSteps(hasSYN: Bool) throws {
        var patient = Runner(try Self.source(hasSYN: hasSYN), Pipeline(ReceiveSettings()), batchCapacity: 512)
        while patient.takeFrame() != nil {}
        var run = Runner(try Self.source(hasSYN: hasSYN), Pipeline(ReceiveSettings()), batchCapacity: 512)
        var steps = 0
        while !run.isOver {
            if run.takeFrame(waits: false) == nil, run.secondReading != nil { steps += 1 }
        }
        #expect(steps > 3)
        let (counters, expected) = (run.pipeline.counters, patient.pipeline.counters)
        #expect((counters.received, counters.delivered) == (expected.received, expected.delivered))
        #expect((counters.mergedBytes, counters.flushed) == (expected.mergedBytes, expected.flushed))
        #expect(run.restarts == patient.restarts)
    }

    /// What is asked for meanwhile is done behind it, and at the place where the run was.
    @Test func commandsWaitForItsEnd() throws {
        let runner = Runner(
            try Self.source(), Pipeline(ReceiveSettings()), keepsRecentRounds: true, batchCapacity: 512)
        var player = Player(runner, isRunning: true)
        while player.runner.secondReading == nil { player.runBatch() }
        let frames = player.runner.pipeline.received
        #expect(player.perform(.set(.maxAggr, 4)) == nil)
        #expect(player.perform(.stepFrame) == nil)
        #expect(player.perform(.toggleRunning) == nil)
        #expect(!player.isRunning && player.runner.pipeline.settings[.maxAggr] != 4)
        var purposes: Set<SecondReading.Purpose> = []
        while let reading = player.runner.secondReading {
            purposes.insert(reading.purpose)
            #expect(player.readOn() == [])
        }
        #expect(purposes.contains(.segmentSizes))
        #expect(player.runner.restarts == 1)
        #expect(player.runner.pipeline.received == frames + 1)
        #expect(player.runner.knobLog.changes.map(\.frames) == [frames])
    }

    /// Changes of settings are made again where they were, though others wait.
    @Test func catchingUpMakesTheChangesAgain() throws {
        let runner = Runner(
            try Self.source(), Pipeline(ReceiveSettings()), keepsRecentRounds: true, batchCapacity: 512)
        var player = Player(runner, isRunning: false)
        for frames in [100, 2_000, 4_500] {
            while player.runner.pipeline.received < frames {
                _ = player.runner.secondReading == nil ? player.perform(.stepFrame).map { [$0] } : player.readOn()
            }
            _ = player.perform(.step(.maxAggr, .backward))
        }
        let changes = player.runner.knobLog.changes
        _ = player.perform(.toggleRunning)
        while !player.isIdle { player.runBatch() }
        #expect(player.runner.restarts == 1)
        #expect(player.runner.knobLog.changes == changes && changes.map(\.frames) == [100, 2_000, 4_500])
    }
}
