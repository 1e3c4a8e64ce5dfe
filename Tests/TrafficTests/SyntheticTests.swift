import Frames
import Packet
import TestSupport
import Testing
import Timing
import Traffic

@Suite("Synthetic traffic")
struct SyntheticTests {
    /// The first `count` frames.
    private func frames(_ settings: SyntheticSettings, _ count: Int) -> [(bytes: [UInt8], time: Int64)] {
        var traffic = FrameGenerator(settings)
        return (0..<count).map { _ in
            traffic.advance()
            return (traffic.frame, traffic.time)
        }
    }

    @Test("is the same for the same seed, and another for another", arguments: Profile.allCases)
    func seeds(profile: Profile) {
        var settings = SyntheticSettings(profile)
        settings.seed = 7
        let first = frames(settings, 3_000)
        let second = frames(settings, 3_000)
        #expect(first.map(\.bytes) == second.map(\.bytes) && first.map(\.time) == second.map(\.time))
        settings.seed = 8
        #expect(frames(settings, 3_000).map(\.bytes) != first.map(\.bytes))
    }

    @Test(
        "is the same on every machine and in every version",
        arguments: [
            (.bulk, 5_329_350_744_923_008_671, 439_756_846_600_899_507),
            (.mixed, 11_218_357_848_061_823_408, 13_295_168_485_187_785_306),
            (.rpc, 688_754_267_041_355_061, 6_923_253_481_039_087_842),
            (.lossy, 14_133_865_649_854_857_369, 1_212_670_693_112_349_321),
            (.manyflows, 16_075_498_401_880_349_727, 4_114_727_391_355_799_905),
            (.incast, 8_181_088_808_153_568_144, 15_059_231_662_765_881_704),
            (.jumbo, 6_733_721_527_255_382_403, 16_042_817_501_897_271_910),
            (.ipv6, 11_630_444_214_288_494_638, 16_031_309_132_802_488_333),
        ] as [(Profile, UInt64, UInt64)])
    func fingerprint(profile: Profile, bytes: UInt64, times: UInt64) {
        var (ofBytes, ofTimes) = (Fingerprint(), Fingerprint())
        for (bytes, time) in frames(SyntheticSettings(profile), 2_000) {
            for byte in bytes { ofBytes.add(UInt64(byte)) }
            ofTimes.add(UInt64(bitPattern: time))
        }
        #expect(ofBytes.hash == bytes && ofTimes.hash == times, "\(ofBytes.hash), \(ofTimes.hash)")
    }

    @Test("goes on alike in a copy")
    func copies() throws {
        var source = try SyntheticSource("mixed")
        var batch = FrameBatch(capacity: 3_001)
        #expect(try source.read(into: &batch))
        let copy = source
        let further = Reading(source, limit: 3_000).descriptors
        #expect(further.first?.index == 3_001)
        #expect(further.map(\.time) == Reading(copy, limit: 3_000).descriptors.map(\.time))
    }

    @Test("gives the same frames from a mark on", arguments: Profile.allCases)
    func marks(profile: Profile) throws {
        let source = try SyntheticSource("\(profile),packets=2000")
        #expect(SourceConformance(source, capacity: 300).failures == [])
    }

    @Test("has right checksums and nothing that was not captured", arguments: Profile.allCases, [1, 2] as [UInt64])
    func checksums(profile: Profile, seed: UInt64) {
        let text = "synthetic:\(profile),seed=\(seed),packets=20000"
        let read = Reading(text, SourceOptions(verifiesChecksums: true)).descriptors
        #expect(read.count == 20_000)
        #expect(read.count { !$0.facts.isDisjoint(with: [.badIPChecksum, .badTCPChecksum, .truncated]) } == 0)
    }

    @Test(
        "has right checksums with any segment size",
        arguments: [88, 89, 536, 1_460, 8_960], [Profile.bulk, .mixed, .lossy, .jumbo])
    func segmentSizes(mss: Int, profile: Profile) {
        let text = "synthetic:\(profile),mss=\(mss),packets=4000"
        let read = Reading(text, SourceOptions(verifiesChecksums: true)).descriptors
        #expect(read.count { !$0.facts.isDisjoint(with: [.badIPChecksum, .badTCPChecksum]) } == 0)
        let segments = read.filter { $0.flow.destinationPort == 5_201 && $0.facts.contains(.hasTCP) }
        #expect(segments.map { $0.payloadLength + $0.tcpHeaderLength - 20 }.max() == mss)
    }

    @Test("has exactly as many frames as asked for", arguments: [1, 1_023, 1_024, 1_025, 5_000] as [UInt64])
    func packets(count: UInt64) throws {
        #expect(Reading("synthetic:mixed,packets=\(count)").descriptors.count == Int(count))
        let limited = try TrafficSource.open("synthetic:mixed", options: SourceOptions(packetLimit: count))
        #expect(!limited.facts.isEndless)
        #expect(limited.progress == 0)
        #expect(Reading(limited).descriptors.count == Int(count))
    }

    @Test("with a number of its own does not look at the limit for endless sources")
    func ownNumber() {
        let reading = Reading("synthetic:bulk,packets=300", SourceOptions(packetLimit: 100))
        #expect(reading.descriptors.count == 300)
    }

    @Test("is endless else")
    func endless() throws {
        let source = try TrafficSource.open("synthetic:bulk")
        #expect(source.facts.isEndless && source.progress == nil)
        #expect(source.facts.kind == .synthetic && source.facts.name == "synthetic:bulk")
        #expect(Reading(source, limit: 100_000).descriptors.count >= 100_000)
    }

    @Test("arrives in order and no faster than 10 Gbit/s", arguments: Profile.allCases)
    func times(profile: Profile) {
        let read = Reading("synthetic:\(profile),packets=20000").descriptors
        for (frame, next) in zip(read, read.dropFirst()) {
            let shortest = Int64((next.wireLength + 24) * 8 / 10)
            #expect(next.time - frame.time >= shortest, "frame \(next.index)")
        }
        #expect(read.first.map { $0.time / 1_000_000_000 } == 1_704_067_200)
    }

    @Test("has as many connections at a time as asked for", arguments: [1, 3, 24, 600])
    func flows(count: Int) {
        let read = Reading("synthetic:bulk,flows=\(count),packets=20000").descriptors
        #expect(mostOpen(read) == count)
    }
}

/// FNV-1a.
private struct Fingerprint {
    private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
}

@Suite("A wrong synthetic source")
struct SyntheticFaultTests {
    static let profiles = "mixed, bulk, rpc, lossy, manyflows, incast, jumbo, ipv6"

    @Test(
        "is named with what is right",
        arguments: [
            ("blk", "synthetic:blk: there is no profile \"blk\"; profiles are \(profiles)"),
            ("", "synthetic:: there is no profile \"\"; profiles are \(profiles)"),
            (
                "bulk,flws=3",
                "synthetic:bulk,flws=3: there is no key \"flws\"; keys are seed (0 or more), packets (1 or more), "
                    + "flows (1–65536), mss (88–8960), loss (0–50 %), reorder (0–50 %), duplicates (0–50 %), "
                    + "timestamps (on or off), interleave (1–65536), rate (1k–10G)"
            ),
            ("bulk,flows=0", "synthetic:bulk,flows=0: flows is a number, 1–65536, written as in flows=24"),
            ("bulk,flows", "synthetic:bulk,flows: flows is a number, 1–65536, written as in flows=24"),
            ("bulk,mss=x", "synthetic:bulk,mss=x: mss is a number, 88–8960, written as in mss=1460"),
            ("bulk,mss=8961", "synthetic:bulk,mss=8961: mss is a number, 88–8960, written as in mss=1460"),
            (
                "mixed,packets=-1",
                "synthetic:mixed,packets=-1: packets is a number, 1 or more, written as in packets=100000"
            ),
            (
                "lossy,interleave=0",
                "synthetic:lossy,interleave=0: interleave is a number, 1–65536, written as in interleave=1"
            ),
            (
                "incast,timestamps=1",
                "synthetic:incast,timestamps=1: timestamps is on or off, written as in timestamps=off"
            ),
            ("bulk,loss=51", "synthetic:bulk,loss=51: loss is a percentage, 0–50, written as in loss=0.5"),
            (
                "bulk,rate=10.1G",
                "synthetic:bulk,rate=10.1G: rate is a number of bits a second, 1k–10G, written as in rate=9.4G"
            ),
        ])
    func sentences(text: String, sentence: String) {
        let reading = Reading("synthetic:\(text)")
        #expect(reading.fault?.kind == .usage)
        #expect(reading.sentence == sentence)
    }

    @Test(
        "is one whose share is not digits with or without a point",
        arguments: ["", "-1", "+1", "1e1", "0x1", "nan", "inf", ".", "1.2.3", "1%", " 1", "50.01", "1/2", "٣"])
    func shares(text: String) {
        for key in ["loss", "reorder", "duplicates"] {
            let reading = Reading("synthetic:bulk,packets=9,\(key)=\(text)")
            #expect(reading.sentence?.hasSuffix(": \(key) is a percentage, 0–50, written as in \(key)=0.5") == true)
        }
    }

    @Test("is not one whose share is", arguments: [("0", 0), ("50", 50), ("0.5", 0.5), (".25", 0.25), ("7.", 7)])
    func rightShares(text: String, share: Double) throws {
        let settings = try SyntheticSettings("rpc,loss=\(text),reorder=\(text),duplicates=\(text)")
        #expect(settings.loss == share && settings.reordering == share && settings.duplication == share)
    }

    @Test(
        "is one whose rate is not bits a second that its link carries",
        arguments: ["", "0", "999", "0.99k", "10000000001", "11G", "-1G", "1Gpps", "9,4G", "fast"])
    func rates(text: String) {
        let reading = Reading("synthetic:bulk,packets=9,rate=\(text)")
        #expect(reading.fault?.kind == .usage && reading.sentence?.contains("written as in rate=9.4G") != nil)
    }

    @Test("is not one whose rate is", arguments: ["1k", "1000", "10G", "9.4G", "9400M", "0.5G", "1.5k"])
    func rightRates(text: String) throws {
        #expect(try SyntheticSettings("rpc,rate=\(text)").rate == Rate(text))
    }

    @Test("is shown without its escape codes")
    func escapeCodes() {
        let reading = Reading("synthetic:\u{1b}c")
        #expect(reading.sentence?.contains("\u{1b}") == false)
    }

    @Test("is not one with all keys", arguments: Profile.allCases)
    func right(profile: Profile) throws {
        let keys =
            "seed=0,packets=5,flows=65536,mss=88,loss=1,reorder=2,duplicates=3,timestamps=off,interleave=9,rate=2G"
        let settings = try SyntheticSettings("\(profile),\(keys)")
        #expect(settings.profile == profile && settings.flows == 65_536 && settings.packets == 5)
        #expect(settings.seed == 0 && settings.mss == 88 && settings.timestamps == false && settings.interleave == 9)
        #expect(settings.rate == Rate("2G"))
        #expect(settings.loss == 1 && settings.reordering == 2 && settings.duplication == 3)
    }
}
