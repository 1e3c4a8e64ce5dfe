/// Pcapng files of Ethernet interfaces, block by block.
struct CommandLinePcapng {
    /// The file so far.
    private(set) var bytes: [UInt8]
    private var frames: UInt32 = 0

    /// A capture without frames of interfaces with these names.
    init(interfaces: [String]) {
        bytes = Self.block(0x0a0d_0d0a, Self.little([0x1a2b_3c4d, 1, .max, .max]))
        for name in interfaces {
            let option = Self.little([UInt32(name.utf8.count) << 16 | 2]) + Self.padded(Array(name.utf8))
            bytes += Self.block(1, Self.little([1, 65_535]) + option + Self.little([0]))
        }
    }

    /// Adds a frame, and the queue that received it; each comes a microsecond after the one before.
    mutating func add(_ frame: [UInt8], interface: Int = 0, queue: UInt32? = nil) {
        let length = UInt32(frame.count)
        let option = queue.map { Self.little([4 << 16 | 6, $0, 0]) } ?? []
        let head = Self.little([UInt32(interface), 0, frames, length, length])
        bytes += Self.block(6, head + Self.padded(frame) + option)
        frames += 1
    }

    private static func block(_ kind: UInt32, _ body: [UInt8]) -> [UInt8] {
        let length = little([UInt32(12 + body.count)])
        return little([kind]) + length + body + length
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    private static func little(_ words: [UInt32]) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }
}
