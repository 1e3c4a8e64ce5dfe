import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("What a profile promises")
struct ProfilePromiseTests {
    private func read(_ text: String) -> [Descriptor] {
        let reading = Reading("synthetic:\(text)", SourceOptions(verifiesChecksums: true))
        #expect(reading.fault == nil)
        return reading.descriptors
    }

    @Test("is TCP with right checksums and nothing else, but for mixed", arguments: Profile.allCases)
    func parses(profile: Profile) {
        for frame in read("\(profile),packets=20000,seed=3") where profile != .mixed {
            #expect(frame.isWholeTCP && frame.facts.isDisjoint(with: .refusals), "frame \(frame.index)")
        }
    }

    @Test("has as many connections at a time as it says", arguments: Profile.allCases)
    func flows(profile: Profile) {
        #expect(mostOpen(read("\(profile),packets=60000")) == profile.defaultFlows)
    }

    @Test(
        "has no longer frames than its MTU allows",
        arguments: [
            (.bulk, 1_500), (.lossy, 1_500), (.manyflows, 1_500), (.incast, 1_500), (.jumbo, 9_000), (.ipv6, 1_500),
        ]
            as [(Profile, Int)])
    func longest(profile: Profile, mtu: Int) {
        #expect(read("\(profile),packets=20000").map(\.networkLength).max() == mtu)
    }

    @Test("rpc: each request is one small segment with PSH, and most are the only one of their flow for long")
    func rpc() {
        let frames = read("rpc,packets=50000")
        let requests = frames.filter { $0.payloadLength > 0 }
        #expect(requests.count > 45_000)
        #expect(requests.allSatisfy { $0.flags.contains(.psh) })
        let lengths = requests.map(\.payloadLength).sorted()
        #expect(
            lengths[0] >= 16 && lengths[lengths.count / 2] < 100 && (500...1_200).contains(lengths[lengths.count - 1]))
        #expect(medianDistance(frames) > 100)
    }

    @Test("lossy: about one in a hundred segments leaves a gap, and as many come late or twice")
    func lossy() {
        let order = Order(read("lossy,packets=100000"))
        // A lost or overtaken segment leaves a gap and comes late; a duplicate comes late.
        #expect((1_500...2_500).contains(order.ahead))
        #expect((2_000...3_000).contains(order.behind))
    }

    @Test("manyflows: far more flows in a row than a table has sessions, four frames of each")
    func manyflows() {
        let frames = read("manyflows,packets=100000").suffix(50_000)
        #expect(Set(frames.prefix(5_000).map(\.flow)).count > 300)
        let runs = Runs(Array(frames))
        #expect(runs.share(of: 4) > 0.7 && runs.share { $0 > 4 } < 0.02)
    }

    @Test("incast: all bursts begin at the same time, and take turns packet by packet")
    func incast() {
        let frames = read("incast,packets=50000")
        let data = frames.filter { $0.payloadLength > 0 }.suffix(40_000)
        // The bursts of one moment are over before the next.
        var moments: [[Descriptor]] = []
        for frame in data {
            if let last = moments.last?.last, frame.time - last.time < 200_000 {
                moments[moments.count - 1].append(frame)
            } else {
                moments.append([frame])
            }
        }
        let times = moments.compactMap { $0.first?.time }
        let period = Double(times[times.count - 1] - times[0]) / Double(times.count - 1)
        #expect(abs(period - 1_000_000) < 20_000, "the moments are a millisecond apart: \(period)")
        var full = 0
        for burst in moments {
            guard let first = burst.first else { continue }
            // Within the time in which each can have sent one.
            let soon = burst.filter { $0.time - first.time < 2 * 32 * 1_231 }
            if Set(soon.map(\.flow)).count >= 28 { full += 1 }
        }
        #expect(moments.count > 50 && full > moments.count * 9 / 10)
        #expect(Runs(Array(data)).share(of: 1) > 0.95)
    }

    @Test("jumbo: most segments fill the MTU of 9000, and all are there whole")
    func jumbo() {
        let frames = read("jumbo,packets=20000")
        #expect(frames.count { $0.networkLength == 9_000 } > 18_000)
        #expect(frames.allSatisfy { $0.capturedLength == $0.wireLength })
    }

    @Test("ipv6: nothing but IPv6, in full segments and in order")
    func ipv6() {
        let frames = read("ipv6,packets=20000")
        #expect(frames.allSatisfy { $0.ipVersion == 6 })
        #expect(frames.count { $0.payloadLength == 1_428 } > 18_000)
        #expect(Order(frames).ahead == 0 && Order(frames).behind == 0)
    }

    /// How many frames lie between one of a flow and its next, for the median pair.
    private func medianDistance(_ frames: [Descriptor]) -> UInt64 {
        var last: [FlowKey: UInt64] = [:]
        var distances: [UInt64] = []
        for frame in frames {
            if let before = last.updateValue(frame.index, forKey: frame.flow) { distances.append(frame.index - before) }
        }
        return distances.sorted()[distances.count / 2]
    }
}
