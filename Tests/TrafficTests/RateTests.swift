import Frames
import Packet
import TestSupport
import Testing
import Timing
import Traffic

@Suite("The rate of synthetic traffic")
struct RateTests {
    private func read(_ text: String) -> [Descriptor] { Reading("synthetic:\(text)").descriptors }

    @Test(
        "is what the profile or the key says, over many frames",
        arguments: [
            ("bulk", 9.4), ("mixed", 5), ("rpc", 1), ("lossy", 1.6), ("incast", 4.65), ("manyflows", 8), ("jumbo", 9.9),
            ("bulk,rate=10G", 10), ("bulk,rate=100M", 0.1), ("rpc,rate=9.4G", 9.4), ("incast,rate=500M", 0.5),
            ("mixed,rate=2.5G,seed=3", 2.5), ("lossy,flows=1,rate=7G", 7), ("manyflows,interleave=1,rate=3G", 3),
        ] as [(String, Double)])
    func mean(text: String, gigabits: Double) throws {
        let frames = read("\(text),packets=100000")
        let (first, last) = (try #require(frames.first), try #require(frames.last))
        let bits = frames.dropFirst().reduce(0) { $0 + Wire.bits(of: Int($1.wireLength)) }
        let mean = Double(bits) / Double(last.time - first.time)
        #expect(abs(mean / gigabits - 1) < 0.01, "\(mean) Gbit/s")
    }

    @Test("changes no frame", arguments: Profile.allCases)
    func frames(profile: Profile) {
        var settings = SyntheticSettings(profile)
        var (natural, slow) = (FrameGenerator(settings), FrameGenerator(settings))
        settings.rate = Rate("20M") ?? .link
        slow = FrameGenerator(settings)
        var differ = 0
        for _ in 0..<5_000 {
            natural.advance()
            slow.advance()
            #expect(natural.frame == slow.frame)
            if natural.time != slow.time { differ += 1 }
        }
        #expect(differ > 4_000)
    }

    @Test("never lets time go back, nor frames come faster than the link", arguments: Profile.allCases)
    func times(profile: Profile) {
        for rate in ["10G", "1M", "1k"] {
            let frames = read("\(profile),packets=20000,rate=\(rate)")
            for (frame, next) in zip(frames, frames.dropFirst()) {
                #expect(next.time - frame.time >= Int64(Wire.bits(of: Int(next.wireLength)) / 10))
            }
        }
    }

    @Test("lies between bursts of one connection, of 64 kB at most", arguments: [("bulk", 45), ("jumbo", 8)])
    func bursts(profile: String, longest: Int) {
        let bursts = Bursts(read("\(profile),flows=1,packets=40000,rate=2G").dropFirst(5_000))
        #expect(bursts.segments.max() == longest)
        #expect(bursts.payloads.allSatisfy { $0 <= 65_536 })
        // The rest of the time, which is four fifths.
        #expect(bursts.gaps.reduce(0, +) > bursts.length * 7 / 10)
    }

    @Test("lies between the moments at which all begin together")
    func beats() {
        let bursts = Bursts(read("incast,packets=40000,rate=500M").dropFirst(5_000))
        #expect(bursts.segments.filter { $0 > 250 }.count > bursts.segments.count * 9 / 10)
    }

    /// Frames that came back to back over the link, and what lay between them.
    private struct Bursts {
        var segments: [Int] = []
        var payloads: [Int] = []
        /// Nanoseconds between two.
        var gaps: [Int64] = []
        /// Nanoseconds of all.
        var length: Int64 = 0

        init(_ frames: ArraySlice<Descriptor>) {
            (segments, payloads) = ([1], [frames.first?.payloadLength ?? 0])
            for (frame, next) in zip(frames, frames.dropFirst()) {
                let gap = next.time - frame.time - Int64(Wire.bits(of: Int(next.wireLength)) / 10)
                length += next.time - frame.time
                // Stamps are whole nanoseconds.
                if gap <= 1 {
                    segments[segments.count - 1] += 1
                    payloads[payloads.count - 1] += next.payloadLength
                } else {
                    segments.append(1)
                    payloads.append(next.payloadLength)
                    gaps.append(gap)
                }
            }
        }
    }
}
