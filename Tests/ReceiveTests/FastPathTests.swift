import Offload
import Packet
import Receive
import Settings
import TestSupport
import Testing

/// Frames that are taken as they lie in memory come to what their descriptors come to, one by one.
@Suite struct FastPathTests {
    private let parser = FrameParser(link: .ethernet)

    /// Takes all frames both ways, in batches of `size`, and compares now and then.
    private func compare(
        _ frames: [TestFrame], _ settings: String, batch size: Int, comparisons: Int = 4
    ) throws -> String? {
        let step = max(1, frames.count / comparisons)
        var raw = Pipeline(try TestSettings(settings).receive)
        var parsed = raw
        var place = 0
        while place < frames.count {
            let batch = frames[place..<min(frames.count, place + size)]
            raw.take(raw: batch, parser: parser)
            parsed.take(parsed: batch, parser: parser)
            if place / step < batch.endIndex / step, let difference = raw.difference(from: parsed) {
                return "after frame \(batch.endIndex - 1): \(difference)"
            }
            place = batch.endIndex
        }
        raw.finish()
        parsed.finish()
        return raw.difference(from: parsed)
    }

    /// How many of the frames take the fast path.
    @Test(arguments: [
        (["A s0 100 x310"], "", 310), (["A s0 100 x310"], "mode=pages", 0), (["A s0 100 x310"], "copybreak=60", 0),
        (["A s0 100 x310"], "rules=gro", 0), (["A s0 100 x310"], "rules=inet-lro", 0), (["A s0 0 x10"], "", 0),
        (["A s0 100 x10", "A s5000 100 x100"], "", 102), (["A s0 100 vlan=0/5 x10"], "", 0),
        (["A s0 100 x10", "A s1000 0", "A s1000 100 x10"], "", 20),
    ])
    func whatTakesIt(packets: [String], settings: String, count: UInt64) throws {
        let frames = try TestFrame.frames(packets)
        var raw = Pipeline(try TestSettings("queues=1 \(settings)").receive)
        raw.take(raw: frames[...], parser: parser)
        #expect(raw.queues[0].manager.fastPathFrames == count)
        var keeping = Pipeline(try TestSettings("queues=1 \(settings)").receive, keepsDeliveries: true)
        keeping.take(raw: frames[...], parser: parser)
        #expect(keeping.queues[0].manager.fastPathFrames == 0)
    }

    /// A flow that is folded into the older ones is the one not seen for longest when that happens, whatever comes
    /// behind it in the batch.
    @Test func foldedFlows() throws {
        let frames = try TestFrame.frames(["A s0 100", "B s0 100", "C s0 100", "A s100 100", "B s100 100", "D s0 100"])
        for size in 1...6 {
            let difference = try compare(frames, "flows=2", batch: size)
            #expect(difference == nil, "\(size) a batch")
        }
    }

    /// More flows than are delivered in a stretch take turns with later timestamps and acknowledgments, and some of
    /// them with what does not go on like the first packet.
    @Test(arguments: [1000, 300, 1300], [65_536, 300, 290, 7])
    func manyFlows(budget: Int, remembered: Int) throws {
        let traffic = TestTraffic(seed: 5, flows: 350)
        var random = SplitMix(seed: 5)
        var frames: [TestFrame] = []
        for turn in 0..<8 as Range<UInt32> {
            // The last turns are of others too.
            for number in (turn < 6 ? 0 : 50)..<(turn < 6 ? 300 : 350) as Range<UInt32> {
                var frame = FrameBuilder(traffic.flow(Int(number)))
                frame.sequence = turn &* 100
                frame.identification = UInt16(turn)
                frame.acknowledgment = turn / 3
                frame.tcpOptions = FrameBuilder.timestamp(9 + turn / 2, echo: 5 + turn / 4)
                frame.payload = Array(repeating: 0x61, count: 100)
                if random.oneIn(9) { frame.window -= 1 }
                if random.oneIn(30) { frame.flags.insert(.psh) }
                if random.oneIn(40) { frame.payload.removeLast(3) }
                if random.oneIn(40) { frame.acknowledgment &-= 1 }
                frames.append(TestFrame(frame.bytes()))
            }
        }
        for size in [1, 100, 2400] {
            let settings = "flows=\(remembered) sessions=400 budget=\(budget)"
            let difference = try compare(frames, settings, batch: size)
            #expect(difference == nil, "\(size) a batch")
        }
    }

    /// One long run, or two that take turns, cut by every limit and by batches of several sizes.
    @Test(arguments: [1, 2, 3, 8, 32, 64, 1000], [1, 7, 64, 300])
    func longRuns(maxAggr: Int, budget: Int) throws {
        let runs = [
            ["A s4294960000 1448 x310 ts=5,6 id=65300+"], ["A s0 20 x310 id=65535"], ["A s0 8000 x310"],
            ["A s0 100 x100 id=9+", "A s10000 100 psh id=109", "A s10100 100 x209 id=110+"],
            ["A s0 100 id=1", "A s100 100 psh x309 id=2+"], ["A s0 100 x2", "A s200 100 psh x308"],
            (0..<31).flatMap { ["A s\($0 * 5000) 1000 x5", "B s\($0 * 5000) 1000 x5"] },
        ]
        for run in runs {
            let frames = try TestFrame.frames(run)
            for (size, mtu) in [(1, 1500), (13, 40_000), (310, 1500), (310, 60_000), (310, 65_535)] {
                let settings = "max-aggr=\(maxAggr) budget=\(budget) mtu=\(mtu)"
                let difference = try compare(frames, settings, batch: size)
                #expect(difference == nil, "\(run), \(size) a batch, mtu \(mtu)")
            }
        }
    }

    @Test(arguments: [
        // Smaller packets behind a larger one, until a round ends.
        (["A s0 100", "A s100 50 x309 id=1+"], "max-aggr=1000"),
        // A length one too large where the identification begins anew: not what comes next.
        (["A s0 100 x5 id=65531+", "A s500 100 id=0 iplen=141", "A s600 100 x9"], "max-aggr=1000"),
        // A tag of the first frame counts towards the longest aggregate.
        (["A s0 100 vlan=0/5", "A s100 100 x309"], "max-aggr=1000 mtu=64495"),
    ])
    func corners(packets: [String], settings: String) throws {
        let frames = try TestFrame.frames(packets)
        for size in [1, 2, 9, 310] {
            let difference = try compare(frames, settings, batch: size)
            #expect(difference == nil, "\(size) a batch")
        }
    }

    /// Without a ledger all else comes out the same.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func withoutLedger(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let settings = Self.pick(&random)
        var (traffic, steady) = (RandomTraffic(seed: seed), SteadyTraffic(seed: seed, flows: 5))
        let frames = traffic.frames(300) + steady.frames(700)
        for isRaw in [false, true] {
            var with = Pipeline(settings)
            var without = Pipeline(settings, observers: [.capture, .holds])
            for start in stride(from: 0, to: frames.count, by: 90) {
                let batch = frames[start..<min(frames.count, start + 90)]
                for followsFlows in [false, true] {
                    var pipeline = followsFlows ? with : without
                    if isRaw {
                        pipeline.take(raw: batch, parser: parser)
                    } else {
                        pipeline.take(parsed: batch, parser: parser)
                    }
                    if followsFlows { with = pipeline } else { without = pipeline }
                }
            }
            with.finish()
            without.finish()
            #expect(without.queues.allSatisfy { $0.ledger.rows == 0 }, "seed \(seed)")
            #expect(with.queues.contains { $0.ledger.rows > 0 }, "seed \(seed)")
            #expect(without.text.filter(isNotOfFlows) == with.text.filter(isNotOfFlows), "seed \(seed)")
        }
    }

    /// Whether a line is not about flows, costs, or what a round merged.
    private func isNotOfFlows(_ line: String) -> Bool {
        !["row ", "costs ", "merged "].contains { line.contains($0) }
    }

    private static func pick(_ random: inout SplitMix) -> ReceiveSettings {
        var settings = ReceiveSettings()
        settings.queues = random.pick([1, 1, 1, 2, 8])
        settings.flows = random.pick([1, 2, 5, 65_536]) * settings.queues
        settings.offload.maxAggr = random.pick([1, 2, 3, 8, 32, 64, 1000])
        settings.offload.sessions = random.pick([1, 2, 8, 8])
        settings.offload.mtu = random.pick([68, 1500, 1500, 9000, 40_000, 65_000, 65_535])
        settings.budget = random.pick([1, 7, 64, 300, 300])
        settings.copybreak = random.pick([0, 0, 0, 0, 0, 80, 1600])
        settings.offload.mode = random.pick([.skb, .skb, .skb, .skb, .pages])
        settings.offload.rules = random.pick([.lro, .lro, .lro, .lro, .lro, .inetLRO, .gro])
        return settings
    }

    /// Some of the settings as others have them.
    private static func mix(_ settings: ReceiveSettings, _ random: inout SplitMix) -> ReceiveSettings {
        let other = pick(&random)
        var settings = settings
        if random.oneIn(2) { settings.offload.maxAggr = other.offload.maxAggr }
        if random.oneIn(2) { settings.offload.sessions = other.offload.sessions }
        if random.oneIn(2) { settings.offload.mtu = other.offload.mtu }
        if random.oneIn(2) { settings.budget = other.budget }
        if random.oneIn(4) { settings.copybreak = other.copybreak }
        if random.oneIn(4) { settings.offload.mode = other.offload.mode }
        if random.oneIn(4) { settings.offload.rules = other.offload.rules }
        return settings
    }

    /// One try: batches of any size, and settings that change between two of them.
    private func compare(_ random: inout SplitMix) -> String? {
        var traffic = SteadyTraffic(seed: random.next(), flows: 1 + random.below(6))
        let frames = traffic.frames(700)
        var raw = Pipeline(Self.pick(&random))
        var parsed = raw
        let size = random.pick([1, 2, 10, 50, 400])
        var place = 0
        while place < frames.count {
            let batch = frames[place..<min(frames.count, place + 1 + random.below(size * 2))]
            raw.take(raw: batch, parser: parser)
            parsed.take(parsed: batch, parser: parser)
            place = batch.endIndex
            if random.oneIn(size > 10 ? 2 : 40) {
                if let difference = raw.difference(from: parsed) { return "after frame \(place - 1): \(difference)" }
            }
            if random.oneIn(size > 10 ? 4 : 100) {
                let changed = Self.mix(raw.settings, &random)
                raw.apply(changed)
                parsed.apply(changed)
            }
        }
        raw.finish()
        parsed.finish()
        return raw.difference(from: parsed)
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func steadyTraffic(seed: UInt64) {
        for round in 0..<10 as Range<UInt64> {
            var random = SplitMix(seed: seed << 32 | round)
            let difference = compare(&random)
            #expect(difference == nil, "seed \(seed), try \(round)")
        }
    }
}
