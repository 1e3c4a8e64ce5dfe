import Capture
import Frames
import Packet
import TestSupport
import Testing

@Suite("The options of a pcapng packet")
struct PacketOptionTests {
    private let frame = FrameBuilder.segment(1).bytes()

    private func origins(_ options: [[(code: UInt16, value: [UInt8])]], isBigEndian: Bool = false) throws
        -> [FrameOrigin]
    {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian)
        for options in options { capture.packet(frame, options: options) }
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path, capacity: 3)
        // A pipe takes another way.
        let fifo = FIFO([capture.bytes])
        let piped = try ReadFrames(fifo.path, capacity: 3)
        #expect(piped.frames.map(\.origin) == read.frames.map(\.origin))
        return read.frames.map(\.origin)
    }

    @Test("say direction, checksum and queue", arguments: [true, false])
    func flags(isBigEndian: Bool) throws {
        func word(_ word: UInt32) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(bigEndian: isBigEndian ? word : word.byteSwapped)
            return bytes
        }
        let read = try origins(
            [
                [], [(2, word(1))], [(2, word(2 | 1 << 9))], [(1, Array("a comment".utf8)), (2, word(1 << 10))],
                [(6, word(7)), (5, [1, 2, 3, 4, 5, 6, 7, 8])], [(6, word(.max))], [(2, [1]), (6, [])], [(2, word(3))],
            ], isBigEndian: isBigEndian)
        #expect(
            read == [
                FrameOrigin(), FrameOrigin(direction: .received), FrameOrigin(direction: .sent, checksum: .partial),
                FrameOrigin(checksum: .valid), FrameOrigin(queue: 7), FrameOrigin(), FrameOrigin(), FrameOrigin(),
            ])
    }

    @Test("may be broken, which breaks nothing else")
    func broken() throws {
        #expect(
            try origins([
                [(2, [1, 0, 0, 0]), (9, [UInt8](repeating: 0, count: 60_000))], [(0, []), (2, [1, 0, 0, 0])],
            ])
                == [FrameOrigin(direction: .received), FrameOrigin()])
        var capture = CaptureBytes.pcapng()
        // An option that is longer than the block.
        capture.packet(frame, options: [(2, [1, 0, 0, 0]), (1, [1, 2, 3, 4])])
        capture.bytes[capture.bytes.count - 14] = 200
        let file = TemporaryFile(capture.bytes)
        #expect(try ReadFrames(file.path).frames.map(\.origin.direction) == [.received])
    }

    @Test("say what was merged, in words of this program that no other can have meant")
    func segments() throws {
        let own: [UInt8] = [255, 255, 255, 255] + Array("LROt".utf8) + [0xa8, 5, 0, 0, 1, 0, 0, 0]
        var (fixed, other, enterprise) = (own, own, own)
        fixed[12] = 0
        other[5] = 0x41
        enterprise[0] = 1
        let read = try origins([
            [(2989, own)], [(2989, fixed)], [(2989, other)], [(2989, enterprise)], [(2989, [1])], [(2988, own)],
        ])
        #expect(
            read == [
                FrameOrigin(segmentSize: 1_448), FrameOrigin(hasFixedIdentification: true, segmentSize: 1_448),
                FrameOrigin(), FrameOrigin(), FrameOrigin(), FrameOrigin(),
            ])
    }

    /// As xdpdump describes it: interfaces for the ends of a program, queues and numbers of packets, its verdict in an
    /// option of its own, and the program in the description.
    @Test("are read as xdpdump writes them")
    func xdpdump() throws {
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        capture.appendSection(options: [
            (2, Array("x86_64".utf8)), (3, Array("Linux".utf8)), (4, Array("xdpdump v1.4".utf8)),
        ])
        let speed: [UInt8] = [0, 228, 11, 84, 2, 0, 0, 0]
        for (name, about) in [("eth0:xdp_prog()@fentry", "entry"), ("eth0:xdp_prog()@fexit", "exit")] {
            capture.appendInterface(
                link: 1, snapLength: 262_144,
                options: [
                    (2, Array(name.utf8)), (3, Array(about.utf8)), (8, speed), (9, [9]), (12, Array("Linux".utf8)),
                ])
        }
        for number in 0..<4 as Range<UInt32> {
            let (queue, identification) = ([UInt8(number / 2), 0, 0, 0], [UInt8(number / 2), 0, 0, 0, 0, 0, 0, 0])
            // The verdict is of the kind "Linux eBPF XDP", and its value has eight bytes.
            let verdict: [UInt8] = [2, 2, 0, 0, 0, 0, 0, 0, 0]
            var options: [(code: UInt16, value: [UInt8])] = [(5, identification), (6, queue)]
            if number % 2 == 1 { options.append((7, verdict)) }
            capture.packet(frame, interface: number % 2, time: UInt64(number), options: options)
        }
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path)
        #expect(read.frames.map(\.origin.queue) == [0, 0, 1, 1] && read.interfaces == [0, 1, 0, 1])
        let facts = read.source.facts
        #expect(facts.application == "xdpdump v1.4" && facts.interfaces.allSatisfy { $0.speed == 10_000_000_000 })
    }

    /// As Retis describes it: an interface for each device and probe, what the probes say in comments, and blocks and
    /// options of its own.
    @Test("are read as Retis writes them")
    func retis() throws {
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        capture.appendSection(options: [(4, Array("retis".utf8))])
        // A custom block in front of everything.
        capture.appendBlock(0xbad) { $0.bytes += [1, 0, 0, 0, 5, 6, 7, 8] }
        for (name, link) in [("eth0 (netif_receive_skb)", 1), ("lo (ip_rcv)", 1), ("any (tcp_v4_rcv)", 101)]
            as [(String, UInt16)]
        {
            capture.appendInterface(link: link, snapLength: 255, options: [(2, Array(name.utf8)), (9, [9])])
        }
        for number in 0..<6 as Range<UInt32> {
            var builder = FrameBuilder.segment(number)
            if number % 3 == 2 { builder.link = .rawIP }
            capture.packet(
                Array(builder.bytes().prefix(255)), interface: number % 3, length: 1_500,
                options: [(1, Array("probe=kprobe:tcp_v4_rcv".utf8)), (2988, [1, 0, 0, 0, 0x61])])
            capture.appendBlock(0x4000_0bad) { $0.bytes += [1, 0, 0, 0] }
        }
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path)
        #expect(read.interfaces == [0, 1, 2, 0, 1, 2] && read.fault == nil)
        #expect(Reading(file.path).descriptors.map(\.sequence) == Array(0..<6))
    }
}
