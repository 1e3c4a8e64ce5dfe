import Frames
import Intake
import Packet
import Testing

@Suite("Frames recorded twice")
struct DuplicateFilterTests {
    private let host = Station(2, mac: 2)
    private let far = Station(9, mac: 1)

    /// A filter, and what it says of one frame after the other.
    private final class Recording {
        var filter: DuplicateFilter

        init(_ policy: DuplicatePolicy = .auto, interfaces: [String] = []) {
            filter = DuplicateFilter(
                policy,
                interfaces: interfaces.map { CaptureInterface(name: $0, link: .ethernet, snapLength: 65_535) })
        }

        func isDuplicate(_ frame: CapturedFrame, at microseconds: Int64, snapLength: Int = .max) -> Bool {
            let bytes = frame.bytes
            return filter.isDuplicate(
                bytes.span.extracting(first: snapLength), wireLength: bytes.count, link: frame.builder.link,
                origin: frame.origin, time: 1_700_000_000_000_000_000 + microseconds * 1_000)
        }
    }

    private func frame(
        _ sequence: UInt32, at interface: UInt32, _ link: LinkType = .linuxCooked2, _ payload: Int = 700
    ) -> CapturedFrame {
        CapturedFrame(from: far, to: host, payload, link: link).with {
            $0.builder.sequence = sequence
            $0.builder.identification = UInt16(truncatingIfNeeded: sequence)
            $0.interface = interface
            if link == .ethernet { $0.origin.interface = UInt16(interface) }
        }
    }

    @Test("are taken once where another interface has the same bytes within a millisecond")
    func another() {
        let recording = Recording()
        #expect(!recording.isDuplicate(frame(1, at: 2), at: 0))
        #expect(recording.isDuplicate(frame(1, at: 5), at: 3))
        #expect(recording.isDuplicate(frame(1, at: 7), at: 1_000))
        #expect(!recording.isDuplicate(frame(2, at: 5), at: 1_000))
        #expect(!recording.isDuplicate(frame(1, at: 8), at: 1_001))
        #expect(recording.filter.count == 2)
        #expect(
            recording.filter.sentence
                == "2 frames were recorded twice, on interface 2 and interface 5 (1), on interface 2 and interface 7 (1)"
                + ": taken once")
    }

    @Test("are not what the network sent twice: that comes from one interface")
    func network() {
        let recording = Recording()
        let interfaces: [UInt32] = [2, 5, 2, 5]
        #expect(interfaces.map { recording.isDuplicate(frame(1, at: $0), at: 9) } == [false, true, false, true])
        let late = Recording()
        let order: [UInt32] = [2, 2, 5, 5, 5]
        #expect(order.map { late.isDuplicate(frame(1, at: $0), at: 9) } == [false, false, true, true, false])
    }

    @Test("are those in front of a VLAN and behind it, and padded or cut otherwise")
    func linkLayer() {
        let recording = Recording()
        let parent = frame(1, at: 2).with { $0.builder.tags = [.init(id: 42)] }
        #expect(!recording.isDuplicate(parent, at: 0))
        #expect(recording.isDuplicate(frame(1, at: 5), at: 0))
        #expect(!recording.isDuplicate(parent.with { $0.builder.sequence = 9 }, at: 0, snapLength: 96))
        #expect(recording.isDuplicate(frame(1, at: 5).with { $0.builder.sequence = 9 }, at: 0, snapLength: 96))
        let padded = frame(3, at: 2, .linuxCooked2, 0).with { $0.builder.trailer = [0, 0, 0, 0, 0, 0] }
        #expect(!recording.isDuplicate(padded, at: 0))
        #expect(recording.isDuplicate(frame(3, at: 5, .linuxCooked2, 0), at: 0))
    }

    @Test(
        "differ in anything behind the link header",
        arguments: [
            { $0.builder.timeToLive = 63 }, { $0.builder.identification = 2 }, { $0.builder.payload[100] = 9 },
            { $0.builder.payload[699] = 9 }, { $0.builder.payload.append(0x61) }, { $0.builder.window = 7 },
        ] as [@Sendable (inout CapturedFrame) -> Void])
    func different(change: @Sendable (inout CapturedFrame) -> Void) {
        let recording = Recording()
        #expect(!recording.isDuplicate(frame(1, at: 2), at: 0))
        #expect(!recording.isDuplicate(frame(1, at: 5).with(change), at: 0))
        #expect(recording.isDuplicate(frame(1, at: 5), at: 0))
    }

    @Test("are found by the bytes alone where interfaces have no names, in the first version of cooked headers")
    func cooked() {
        let recording = Recording()
        #expect([0, 1, 2].map { recording.isDuplicate(frame(1, at: 0, .linuxCooked), at: $0) } == [false, true, true])
        #expect(recording.filter.sentence == "2 frames were recorded twice: taken once")
    }

    @Test("are named by the interfaces of a file of several")
    func several() {
        let recording = Recording(interfaces: ["eth0", "eth0.10"])
        for sequence in UInt32(0)..<1_204 {
            let time = Int64(sequence) * 2
            #expect(!recording.isDuplicate(frame(sequence, at: 0, .ethernet), at: time))
            #expect(recording.isDuplicate(frame(sequence, at: 1, .ethernet), at: time - 1))
        }
        #expect(
            recording.filter.sentence == "1204 frames were recorded twice, on eth0 and eth0.10: taken once")
    }

    @Test("are not looked for in a capture of one interface, but where they are to be dropped, and then named by it")
    func one() {
        let plain = Recording()
        #expect(!plain.filter.canFind(in: .ethernet))
        #expect([0, 0].map { plain.isDuplicate(frame(1, at: $0, .ethernet), at: 0) } == [false, false])
        #expect(plain.filter.sentence == nil)
        let drop = Recording(.drop, interfaces: ["span0"])
        #expect([0, 0].map { drop.isDuplicate(frame(1, at: $0, .ethernet), at: 0) } == [false, true])
        #expect(drop.filter.sentence == "1 frame was recorded twice, on span0: taken once")
        let keep = Recording(.keep)
        #expect([2, 5].map { keep.isDuplicate(frame(1, at: $0), at: 0) } == [false, false])
    }

    @Test("are those that a loopback shows as sent and as received")
    func loopback() {
        let recording = Recording()
        let frame = frame(1, at: 1)
        #expect(!recording.isDuplicate(frame.cooked(.sent, at: 1, isLoopback: true), at: 0))
        #expect(recording.isDuplicate(frame.cooked(.received, at: 1, isLoopback: true), at: 0))
        #expect(!recording.isDuplicate(frame.cooked(.received, at: 1, isLoopback: true), at: 0))
    }

    @Test("may be of any protocol", arguments: [UInt16(0x0806), 0x86dd, 0x88cc])
    func protocols(type: UInt16) {
        let recording = Recording(interfaces: ["br0", "veth1"])
        var results: [Bool] = []
        for interface in UInt16(0)..<2 {
            var bytes = frame(1, at: 0, .ethernet).bytes
            bytes.store(type, at: 12)
            results.append(
                recording.filter.isDuplicate(
                    bytes.span, wireLength: bytes.count, link: .ethernet, origin: FrameOrigin(interface: interface),
                    time: 5))
        }
        #expect(results == [false, true])
    }

    @Test("are found among tens of thousands within a millisecond")
    func many() {
        let recording = Recording()
        let frames = (UInt32(0)..<20_000).map { frame($0, at: 2, .linuxCooked2, 0) }
        #expect(!frames.contains { recording.isDuplicate($0, at: 0) })
        let found = frames.count { recording.isDuplicate($0.cooked(.received, at: 5), at: 900) }
        // A bucket may be full: a copy that is not found stays, and nothing else.
        #expect(found > 19_900)
        #expect(recording.filter.count == found)
    }

    @Test("do not choke on frames that are cut, or on absurd times")
    func cut() {
        let bytes = frame(1, at: 2, .ethernet).bytes
        var filter = DuplicateFilter(.drop)
        for link in LinkType.allCases {
            for count in 0...bytes.count {
                let frame = Array(bytes.prefix(count))
                for time in [0, Int64.max, .min] {
                    _ = filter.isDuplicate(
                        frame.span, wireLength: bytes.count, link: link, origin: .init(), time: time)
                }
            }
        }
        let isDuplicate = filter.isDuplicate(
            bytes.span, wireLength: bytes.count, link: .ethernet, origin: .init(), time: 0)
        #expect(isDuplicate)
    }
}
