import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("A key of synthetic traffic")
struct SyntheticKeyTests {
    private func read(_ text: String) -> [Descriptor] {
        Reading("synthetic:\(text)", SourceOptions(verifiesChecksums: true)).descriptors
    }

    @Test("with the value that the profile has changes nothing", arguments: Profile.allCases)
    func sameAsProfile(profile: Profile) {
        var given = SyntheticSettings(profile)
        given.flows = profile.defaultFlows
        given.mss = profile.defaultMSS
        if profile == .lossy {
            (given.loss, given.reordering, given.duplication) = (1, 1, 0.5)
        } else if profile != .mixed {
            (given.loss, given.reordering, given.duplication) = (0, 0, 0)
        }
        if profile != .mixed { given.timestamps = true }
        var (traffic, plain) = (FrameGenerator(given), FrameGenerator(SyntheticSettings(profile)))
        for _ in 0..<5_000 {
            traffic.advance()
            plain.advance()
            #expect(traffic.frame == plain.frame && traffic.time == plain.time)
        }
    }

    @Test("leaves checksums right whatever it says", arguments: Profile.allCases)
    func checksums(profile: Profile) {
        let frames = read("\(profile),packets=20000,loss=10,reorder=10,duplicates=10,timestamps=off,interleave=3")
        #expect(frames.count == 20_000)
        #expect(frames.count { !$0.facts.isDisjoint(with: [.badIPChecksum, .badTCPChecksum, .truncated]) } == 0)
    }

    @Test("loss: so many segments are missing where they belong and come later", arguments: [0.5, 5, 50])
    func loss(percent: Double) {
        for profile in [Profile.bulk, .ipv6, .rpc] {
            let frames = read("\(profile),flows=8,packets=60000,loss=\(percent)")
            let order = Order(frames)
            let lost = Double(order.behind) / Double(order.next + order.ahead + order.behind)
            #expect(abs(lost * 100 - percent) < percent / 5, "\(profile)")
            #expect(order.ahead > 0)
        }
    }

    @Test("reorder: so many segments come behind one to four later ones, none twice", arguments: [0.5, 5])
    func reorder(percent: Double) {
        let frames = read("bulk,packets=60000,reorder=\(percent)")
        let order = Order(frames)
        #expect(abs(Double(order.behind) / 600 - percent) < percent / 5)
        #expect(repeats(frames) == 0)
    }

    @Test("duplicates: so many segments come twice, and none is missing", arguments: [0.5, 5])
    func duplicates(percent: Double) {
        let frames = read("bulk,packets=60000,duplicates=\(percent)")
        #expect(abs(Double(repeats(frames)) / 600 - percent) < percent / 5)
        #expect(Order(frames).ahead == 0)
    }

    @Test("loss, reorder and duplicates touch acknowledgments too")
    func acknowledgments() {
        let plain = read("mixed,packets=100000")
        let disturbed = read("mixed,packets=100000,loss=0,reorder=20,duplicates=20")
        func back(_ frames: [Descriptor]) -> Int {
            var last: [FlowKey: UInt32] = [:]
            return frames.count { frame in
                guard frame.flow.destinationPort == 80, frame.payloadLength == 0, frame.flags == .ack else {
                    return false
                }
                let before = last.updateValue(frame.acknowledgment, forKey: frame.flow)
                return before.map { frame.acknowledgment.precedes($0) } ?? false
            }
        }
        #expect(back(plain) == 0 && back(disturbed) > 500)
    }

    @Test("loss=0, reorder=0 and duplicates=0 put everything in order", arguments: [Profile.lossy, .mixed])
    func none(profile: Profile) {
        let order = Order(read("\(profile),packets=50000,loss=0,reorder=0,duplicates=0"))
        #expect(order.next > 30_000 && order.behind == 0)
        // Of a fragmented segment, which mixed traffic has, the bytes are not counted.
        #expect(order.ahead == 0 || profile == .mixed)
    }

    @Test("timestamps: off leaves none, on leaves no data without", arguments: Profile.allCases)
    func timestamps(profile: Profile) {
        func connections(_ value: String) -> [Descriptor] {
            // Neither what opens nor what is not of the connections.
            read("\(profile),packets=20000,timestamps=\(value)").filter {
                $0.isWholeTCP && $0.facts.isDisjoint(with: .refusals) && $0.payloadLength > 0
                    && $0.flow.source != IPAddress(v4: 0xc633_6407)
            }
        }
        #expect(connections("off").count { $0.optionLayout == .timestamp } == 0)
        #expect(connections("on").count { $0.optionLayout == .none } == 0)
        #expect(connections("on").count { $0.optionLayout == .timestamp } > 10_000)
    }

    @Test("mss and flows go before what the profile has", arguments: Profile.allCases)
    func mssAndFlows(profile: Profile) {
        let frames = read("\(profile),packets=20000,mss=700,flows=3")
        #expect(mostOpen(frames) == 3)
        let segments = frames.filter { $0.isWholeTCP && $0.facts.isDisjoint(with: .refusals) }
        #expect(segments.map(\.totalLength).max() == 740)
    }

    @Test("interleave: bursts that meet take turns of so many frames", arguments: [1, 2, 4, 8])
    func interleave(frames: Int) {
        for profile in [Profile.bulk, .incast] {
            let runs = Runs(read("\(profile),flows=32,packets=50000,interleave=\(frames)").suffix(40_000))
            // Bursts end with turns that are shorter.
            #expect(runs.share(of: frames) > 0.6, "\(profile)")
            #expect(runs.share { $0 > frames } < 0.15, "\(profile)")
        }
    }

    @Test("interleave: a burst is in one piece if the turn is long enough")
    func wholeBursts() {
        let short = Runs(read("incast,packets=50000,interleave=1"))
        let long = Runs(read("incast,packets=50000,interleave=64"))
        #expect(long.lengths.count * 6 < short.lengths.count)
    }

    /// How many segments with data came before.
    private func repeats(_ frames: [Descriptor]) -> Int {
        var seen: [FlowKey: Set<UInt32>] = [:]
        return frames.count { frame in
            frame.payloadLength > 0 && !seen[frame.flow, default: []].insert(frame.sequence).inserted
        }
    }
}
