import Capture
import Frames
import Packet
import TestSupport
import Testing

@Suite("Blocks of a pcapng file")
struct PcapngBlockTests {
    private let frame = FrameBuilder.segment(1).bytes()

    @Test(
        "have times in every resolution, with an offset",
        arguments: [
            (0, 7, 7_000_000_000), (3, 1_500, 1_500_000_000), (6, 1, 1_000), (9, 5, 5), (12, 5_000, 5),
            (19, 1 << 63, 922_337_203),
            (30, 1 << 63, 0), (0x80, 3, 3_000_000_000), (0x8a, 1_536, 1_500_000_000), (0xa0, 1 << 31, 500_000_000),
            (0xbf, 1 << 62, 500_000_000), (0xc0, 1 << 63, 500_000_000), (0xff, .max, 0),
        ] as [(UInt8, UInt64, Int64)])
    func times(resolution: UInt8, count: UInt64, time: Int64) throws {
        for offset in [0, -3, 1_700_000_000] as [Int64] {
            for isBigEndian in [true, false] {
                var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: true)
                capture.appendSection()
                var seconds: [UInt8] = []
                seconds.append(bigEndian: UInt64(bitPattern: isBigEndian ? offset : offset.byteSwapped))
                capture.appendInterface(link: 1, options: [(9, [resolution]), (14, seconds)])
                capture.packet(frame, time: count)
                let file = TemporaryFile(capture.bytes)
                #expect(try ReadFrames(file.path).frames.map(\.time) == [time + offset * 1_000_000_000])
            }
        }
    }

    @Test("with simple and obsolete packets are read", arguments: [true, false])
    func otherPackets(isBigEndian: Bool) throws {
        var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: true)
        capture.appendSection()
        capture.appendInterface(link: 1, snapLength: 70)
        capture.simplePacket(Array(frame.prefix(70)), length: 1_500)
        capture.simplePacket(Array(frame.prefix(61)))
        // Longer than the snap length, and whole.
        capture.simplePacket(frame)
        capture.obsoletePacket(frame, time: 5)
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path)
        #expect(read.fault == nil)
        #expect(read.frames.map(\.wireLength) == [1_500, 61, frame.count, frame.count])
        #expect(read.frames.map(\.bytes) == [Array(frame.prefix(70)), Array(frame.prefix(61)), frame, frame])
        #expect(read.frames.map(\.time) == [0, 0, 0, 5])
    }

    @Test(
        "of unknown types are passed over, however long they are", arguments: [12, 1 << 16, 1 << 20, (16 << 20) - 12])
    func unknown(length: Int) throws {
        var capture = CaptureBytes.pcapng()
        capture.packet(frame, time: 1)
        capture.appendBlock(0x4000_0bad) { $0.bytes += [UInt8](repeating: 6, count: length / 4 * 4) }
        capture.packet(frame, time: 2)
        let file = TemporaryFile(capture.bytes)
        #expect(try ReadFrames(file.path).frames.map(\.time) == [1, 2])
        let fifo = FIFO([capture.bytes])
        #expect(try ReadFrames(fifo.path).frames.map(\.time) == [1, 2])
    }

    @Test("that are longer than 16 MiB are damage", arguments: [(16 << 20) + 4, 0xffff_fffc, 13, 8, 0] as [UInt32])
    func absurd(length: UInt32) {
        var capture = CaptureBytes.pcapng()
        capture.packet(frame)
        capture.append(UInt32(6))
        capture.append(length)
        capture.bytes += [UInt8](repeating: 0, count: 40)
        let reading = Reading(capture: capture.bytes)
        #expect(reading.descriptors.count == 1 && reading.fault?.kind == .damaged)
        let allowed = "where it can have 12 to 16777216, in fours"
        #expect(
            reading.sentence
                == "X: packet 2: a block of \(length) bytes, \(allowed); the one before it was read")
    }

    @Test("are damage where they say what cannot be")
    func damage() {
        func sentence(_ more: (inout CaptureBytes) -> Void) -> String? {
            var capture = CaptureBytes.pcapng()
            capture.packet(frame)
            more(&capture)
            let reading = Reading(capture: capture.bytes)
            #expect(reading.descriptors.count == 1)
            return reading.sentence.map { String($0.dropFirst("X: packet 2: ".count).prefix { $0 != ";" }) }
        }
        #expect(
            sentence { $0.packet(frame, interface: 3) }
                == "it is of interface 3, and described before it is only number 0")
        #expect(
            sentence {
                $0.appendSection()
                $0.packet(frame)
            } == "it is of interface 0, and described before it is none")
        #expect(
            sentence {
                $0.packet(frame)
                $0.bytes[$0.bytes.count - 1] = 9
            }?.hasPrefix("a block that says it has ") == true)
        #expect(
            sentence { $0.appendBlock(6) { $0.bytes += [1, 2, 3, 4] } } == "a packet's block of 16 bytes, fewer than 32"
        )
        #expect(
            sentence {
                $0.packet(frame)
                $0.bytes.removeLast(20)
            }?.hasPrefix("truncated: of a block's ") == true)
        #expect(
            sentence {
                $0.bytes += [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 1, 2, 3, 4]
            } == "a section in no known byte order")
    }

    @Test("with more bytes of a packet than they have are damage")
    func tooManyBytes() {
        var capture = CaptureBytes.pcapng()
        let start = capture.bytes.count
        capture.packet(frame)
        capture.bytes[start + 22] = 9
        #expect(Reading(capture: capture.bytes).sentence?.contains("packet 1: it has ") == true)
    }
}
