import Offload
import Queues
import Receive
import Replay
import Settings
import TestSupport
import Testing
import Timing

/// What holds of every run in time, whatever arrives, is set, and is turned meanwhile.
@Suite struct ClockInvariantTests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func randomRuns(seed: UInt64) {
        let (one, other) = (Self.run(seed), Self.run(seed))
        #expect(Self.violations(one) == [], "seed \(seed)")
        #expect(Self.text(one) == Self.text(other), "seed \(seed): the same run twice")
    }

    private static func run(_ seed: UInt64) -> ClockHarness {
        var random = SplitMix(seed: seed)
        var traffic = RandomTraffic(seed: seed, anomalyRate: random.pick([2, 8, 30]))
        var rig = ClockHarness(settings(&random))
        var time: Int64 = 0
        let gap = random.pick([100, 2_000, 50_000])
        for frame in traffic.frames(400) {
            // Bursts, and stamps that go back.
            time += random.oneIn(3) ? Int64(random.below(gap)) : 0
            rig.take(frame, time: random.oneIn(40) ? time - 500 : time)
            if random.oneIn(30) { rig.apply(changed(rig.pipeline.settings, &random)) }
        }
        rig.finish()
        return rig
    }

    private static func settings(_ random: inout SplitMix) -> ReceiveSettings {
        var settings = ReceiveSettings(
            random: &random, rules: random.pick(Rulebook.allCases), mode: random.pick(Mode.allCases),
            queues: random.pick([1, 2, 8]))
        settings.clock.arrivals = random.pick([
            .asRecorded, Arrivals("1G") ?? .asRecorded, Arrivals("2Mpps") ?? .asRecorded,
        ])
        settings.clock.ring = random.pick([1, 8, 512])
        settings.clock.moderation = random.pick(Moderation.allCases)
        settings.clock.cpus = random.pick([nil, 1, 3, 8])
        settings.clock.hz = random.pick([250, 1_000])
        if random.oneIn(2) {
            settings.clock.costs = Costs(
                interrupt: 1_500, poll: 300, frame: 166, skb: 100, delivery: 484, bytePicoseconds: 100)
        }
        return turned(settings, &random)
    }

    /// Other values of what can be turned in time.
    private static func turned(_ settings: ReceiveSettings, _ random: inout SplitMix) -> ReceiveSettings {
        var settings = settings
        settings.flushPolicy = random.pick([
            .pollEnd, .idle, .empty, .timeout(0), .timeout(20), .timeoutAtPoll(20), .kernel(0, deferrals: 2),
            .kernel(30, deferrals: 0), .kernel(30, deferrals: 3),
        ])
        settings.rxUsecs = random.pick([0, 1, 20, 200])
        settings.rxFrames = random.pick([0, 1, 16])
        return settings
    }

    private static func changed(_ settings: ReceiveSettings, _ random: inout SplitMix) -> ReceiveSettings {
        random.oneIn(2) ? turned(settings, &random) : settings.changed(random: &random)
    }

    /// What does not hold.
    private static func violations(_ rig: ClockHarness) -> [String] {
        var violations: [String] = []
        let pipeline = rig.pipeline
        let clocks = pipeline.clock?.cpus.flatMap(\.queues) ?? []
        let dropped = clocks.reduce(0) { $0 + $1.dropped }
        let frames = rig.delivered.flatMap(\.frames)
        if Set(frames).count != frames.count { violations.append("a frame was delivered twice") }
        if frames.count + dropped != rig.frames {
            violations.append("\(rig.frames) arrived, \(frames.count) were delivered, \(dropped) dropped")
        }
        if clocks.contains(where: { $0.waiting > 0 }) || pipeline.queues.contains(where: { $0.manager.table.count > 0 })
        {
            violations.append("something is left")
        }
        let end = pipeline.clock?.end ?? 0
        for (number, queue) in pipeline.queues.enumerated() {
            let own = rig.delivered.filter { $0.queue == number }
            let latencies = own.flatMap { $0.times?.latencies ?? [] }
            if latencies.count != own.reduce(0, { $0 + $1.frames.count }) { violations.append("a packet has no times") }
            for latency in latencies
            where min(latency.moderation, latency.ring, latency.held, latency.delivery) < 0 || latency.total > end {
                violations.append("\(latency)")
            }
            let taken = own.flatMap { $0.times?.packets ?? [] }.map(\.taken)
            if let tally = queue.times?.latencies {
                if tally.count != taken.count { violations.append("\(tally.count) latencies of \(taken.count)") }
                let parts = tally.moderation.sum + tally.ring.sum + tally.held.sum + tally.delivery.sum
                if parts != tally.total.sum { violations.append("the parts do not add up") }
            }
            let timeline = queue.times?.timeline
            if told(timeline?.packets.map { $0 } ?? []) != told(own) {
                violations.append("the timeline of queue \(number) tells other times than its deliveries")
            }
            let polls = timeline?.polls.map { $0 } ?? []
            if polls.count != pipeline.clock?.queue(number).polls || polls.contains(where: { $0.end == nil })
                || zip(polls, polls.dropFirst()).contains(where: { $0.end ?? 0 > $1.listed })
                || polls.reduce(0, { $0 + $1.frames }) != taken.count
            {
                violations.append("the polls of queue \(number) are \(polls)")
            }
            // Of each session the packets were taken in the order in which they arrived.
            for packet in own {
                let times = packet.times?.packets ?? []
                if zip(times, times.dropFirst()).contains(where: { $0.taken > $1.taken || $0.arrived > $1.arrived }) {
                    violations.append("\(packet.frames): times go back")
                }
            }
        }
        return violations
    }

    /// What is told of packets in time, by their frames.
    private static func told(_ packets: [TimedPacket]) -> [String] {
        packets.map {
            let times = [$0.arrived, $0.listed, $0.taken, $0.heldUntil, $0.at].map { $0.map { "\($0)" } ?? "none" }
            return "\($0.frame) \(times) \($0.reason?.id ?? "")"
        }
    }

    private static func told(_ packets: [DeliveredPacket]) -> [String] {
        packets.flatMap { packet in
            zip(packet.frames, packet.times?.packets ?? []).map { frame, times in
                let all = [
                    times.arrived, times.listed, times.taken, packet.times?.heldUntil ?? 0, packet.times?.at ?? 0,
                ]
                return (frame, "\(frame) \(all.map { "\($0)" }) \(packet.delivery.reason.id)")
            }
        }
        .sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func text(_ rig: ClockHarness) -> [String] {
        rig.delivered.map {
            "\($0.queue) \($0.round) \($0.frames) \($0.delivery.reason.id) \($0.times.map { "\($0)" } ?? "")"
        }
    }
}
