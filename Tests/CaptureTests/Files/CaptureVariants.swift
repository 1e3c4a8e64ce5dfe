import Packet

/// Small captures of every variant, and damaged ones made of them.
enum CaptureVariants {
    /// Their names and bytes.
    static let all: [(name: String, bytes: [UInt8])] = [true, false].flatMap { isBigEndian in
        [true, false].flatMap { isNanosecond in
            [
                ("pcap", pcap(isBigEndian, isNanosecond)), ("pcapng", pcapng(isBigEndian, isNanosecond)),
                ("cooked", cooked(isBigEndian, isNanosecond)), ("clocks", clocks(isBigEndian, isNanosecond)),
                ("mixed", mixed(isBigEndian, isNanosecond)), ("old", old(isBigEndian, isNanosecond)),
                ("modified", modified(isBigEndian, isNanosecond)), ("sections", sections(isBigEndian, isNanosecond)),
                ("links", links(isBigEndian, isNanosecond)),
            ].map { ("\($0)\(isBigEndian ? " big-endian" : "")\(isNanosecond ? " ns" : " µs")", $1) }
        }
    }

    private static let frame = FrameBuilder.segment(1, count: 20).bytes()

    /// Records of every relation between captured length, wire length and snap length.
    private static func pcap(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcap(snapLength: 70, isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        for number in 0..<8 as Range<UInt32> {
            let count = [60, 61, 74, 0, 70, 71, 3, 60][Int(number)]
            capture.record(
                Array(frame.prefix(count)), seconds: 1_700_000_000 + number, fraction: 999_999 * number,
                length: [74, 74, 74, 74, 30, 30, 0, 65_536][Int(number)])
        }
        capture.record(frame, seconds: .max, fraction: .max)
        capture.record(Array(frame.prefix(60)), seconds: 0, fraction: .max)
        return capture.bytes
    }

    /// A packet that captured words of the other byte order, too.
    private static func cooked(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var builder = FrameBuilder.segment(1)
        builder.link = .linuxCooked
        var capture = CaptureBytes.pcap(link: 113, isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.record(builder.bytes())
        // A frame of a CAN bus has a word in its payload.
        capture.record([0, 0, 1, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8])
        capture.record(builder.bytes())
        return capture.bytes
    }

    private static func pcapng(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        for number in 0..<6 as Range<UInt64> {
            let length = [74, 60, 74, 10, 0, 74][Int(number)]
            capture.packet(
                Array(frame.dropLast(Int(number))), time: 1_700_000_000_123_456_789 &* number, length: length)
        }
        capture.packet([], time: .max, length: 1_500)
        return capture.bytes
    }

    /// Interfaces with all kinds of clocks.
    private static func clocks(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        let offset: [UInt8] = isBigEndian ? [0, 0, 0, 0, 0, 0, 3, 1] : [1, 3, 0, 0, 0, 0, 0, 0]
        let distant = [UInt8](repeating: 0xff, count: 8)
        let clocks: [[(code: UInt16, value: [UInt8])]] = [
            [], [(9, [0])], [(9, [1])], [(9, [3])], [(9, [8])], [(9, [10])], [(9, [19])], [(9, [0x80])], [(9, [0x9e])],
            [(9, [0xbf])], [(14, offset)], [(14, offset), (9, [9])], [(9, [9]), (2, [97]), (14, distant)],
            [(14, distant), (9, [0])], [(2, [97, 98, 99, 100, 101]), (9, [7])],
        ]
        for options in clocks { capture.appendInterface(link: 1, options: options) }
        for interface in 0...UInt32(clocks.count) {
            for time in [0, 1, 1_700_000_000_123_456_789, UInt64.max - 2, 1 << 63] {
                capture.packet(Array(frame.prefix(60)), interface: interface, time: time)
            }
        }
        return capture.bytes
    }

    /// Blocks of all kinds between the packets.
    private static func mixed(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.packet(frame, time: 1)
        capture.appendBlock(5) { $0.bytes += [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] }
        capture.packet(frame, time: 2)
        capture.obsoletePacket(frame, time: 3)
        capture.simplePacket(frame)
        capture.appendBlock(0xbad) { $0.bytes += [UInt8](repeating: 1, count: 400) }
        capture.packet(frame, time: 4)
        capture.simplePacket(frame, length: 70_000)
        capture.appendBlock(4) { _ in }
        capture.packet(frame, time: 5)
        return capture.bytes
    }

    /// A version in which the two lengths of a record may stand the other way round.
    private static func old(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcap(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        for _ in 0..<3 { capture.record(frame, captured: 1_500, length: frame.count) }
        capture.record(frame)
        capture.bytes[isBigEndian ? 7 : 6] = isNanosecond ? 3 : 2
        return capture.bytes
    }

    /// A format with longer record headers, which only libpcap knows.
    private static func modified(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcap(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.bytes.replaceSubrange(0..<4, with: isBigEndian ? [0xa1, 0xb2, 0xcd, 0x34] : [0x34, 0xcd, 0xb2, 0xa1])
        for _ in 0..<4 {
            capture.record([1, 0, 0, 0, 8, 0, 0, 0] + frame, captured: frame.count, length: frame.count)
        }
        return capture.bytes
    }

    /// Several sections, the last in the other byte order.
    private static func sections(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.appendInterface(link: 1, options: [(9, [3])])
        capture.packet(frame, interface: 1, time: 5)
        capture.appendSection()
        capture.appendInterface(link: 1, options: [(9, [1])])
        capture.packet(frame, time: 6)
        capture.packet(frame, time: 7)
        capture.appendSection()
        capture.appendInterface(link: 1)
        capture.packet(frame, time: 8)
        var other = CaptureBytes.pcapng(isBigEndian: !isBigEndian)
        other.packet(frame, time: 9)
        return capture.bytes + other.bytes
    }

    /// Interfaces of several link types, one of which cannot be read, with options.
    private static func links(_ isBigEndian: Bool, _ isNanosecond: Bool) -> [UInt8] {
        var capture = CaptureBytes.pcapng(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.appendInterface(link: 113, snapLength: 60, options: [(2, Array("any".utf8))])
        capture.appendInterface(link: 127)
        capture.appendInterface(link: 101, snapLength: 0)
        for number in 0..<12 as Range<UInt32> {
            let interface = [0, 0, 2, 1, 1, 3, 0, 2, 2, 3, 0, 1][Int(number)] as UInt32
            let flags: [UInt8] = isBigEndian ? [0, 0, 4, 1] : [1, 4, 0, 0]
            var options: [(code: UInt16, value: [UInt8])] = []
            if number.isMultiple(of: 3) { options = [(2, flags), (1, [97])] }
            capture.packet(frame, interface: interface, time: UInt64(number), options: options)
        }
        return capture.bytes
    }

    /// The bytes with up to four faults: bytes or words that are others, bytes too few or too many.
    static func mutation(of bytes: [UInt8], with random: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard bytes.count > 8 else { break }
            let place = Int.random(in: 0..<bytes.count - 4, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 3...4: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 5...6:
                let words: [UInt32] = [0, 1, 2, 3, 6, 12, 28, 32, 60, 74, 0x0a0d_0d0a, 65_535, 262_144, 262_145, .max]
                let word = words.randomElement(using: &random) ?? 0
                let aligned = place & ~3
                var field: [UInt8] = []
                field.append(bigEndian: Bool.random(using: &random) ? word : word.byteSwapped)
                bytes.replaceSubrange(aligned..<aligned + 4, with: field)
            case 7: bytes.removeLast(Int.random(in: 1...min(40, bytes.count - 1), using: &random))
            case 8: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 36)], at: place)
            }
        }
        return bytes
    }
}
