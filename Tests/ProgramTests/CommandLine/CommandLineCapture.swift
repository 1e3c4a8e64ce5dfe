/// Classic pcap files, byte by byte.
struct CommandLineCapture {
    /// The file so far.
    private(set) var bytes: [UInt8]

    /// A capture without frames.
    init(link: UInt32 = 1, snapLength: UInt32 = 65_535) {
        bytes = Self.little([0xa1b2_c3d4, 0x0004_0002, 0, 0, snapLength, link])
    }

    /// A capture of one flow's segments in order, all of them full.
    init(segments: Int) {
        self.init()
        for number in 0..<segments { add(Self.segment(sequence: UInt32(1_000 + number * 1_448), payload: 1_448)) }
    }

    private var frames: UInt32 = 0

    /// Adds a frame, of which only the first `captured` bytes are there; each comes 10 µs after the one before, unless a
    /// time is given.
    mutating func add(_ frame: [UInt8], captured: Int? = nil, microseconds: Int? = nil) {
        let kept = frame.prefix(captured ?? frame.count)
        bytes +=
            Self.little([
                1_700_000_000, microseconds.map { UInt32($0) } ?? frames * 10, UInt32(kept.count), UInt32(frame.count),
            ]) + kept
        frames += 1
    }

    /// An Ethernet frame with a TCP segment over IPv4, its addresses 10.0.0.0/24.
    static func segment(
        from: UInt8 = 1, to: UInt8 = 2, ports: (UInt16, UInt16) = (40_000, 5_201), sequence: UInt32, payload: Int
    ) -> [UInt8] {
        let ethernet: [UInt8] = [2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from, 8, 0]
        let length = big(UInt16(clamping: 40 + payload))
        let ip: [UInt8] = [0x45, 0] + length + [0, 1, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, from, 10, 0, 0, to]
        let sequence = big(UInt16(sequence >> 16)) + big(UInt16(truncatingIfNeeded: sequence))
        let tcp = big(ports.0) + big(ports.1) + sequence + [0, 0, 0, 9, 0x50, 0x10, 4, 0, 0, 0, 0, 0]
        return ethernet + ip + tcp + [UInt8](repeating: 0x61, count: payload)
    }

    private static func big(_ word: UInt16) -> [UInt8] { [UInt8(word >> 8), UInt8(word & 0xff)] }

    private static func little(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }
}
