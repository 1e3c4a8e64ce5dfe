/// A program that packed a capture, and unpacks it.
enum Packing: String, CaseIterable {
    case gzip, zstd, lz4

    /// How many bytes of a file tell whether it is packed.
    static let magicLength = 4

    /// What the files of each begin with; lz4 has an older format, too.
    private var magics: [[UInt8]] {
        switch self {
        case .gzip: [[0x1f, 0x8b]]
        case .zstd: [[0x28, 0xb5, 0x2f, 0xfd]]
        case .lz4: [[0x04, 0x22, 0x4d, 0x18], [0x02, 0x21, 0x4c, 0x18]]
        }
    }

    /// The packing of a file that begins with `bytes`, or nil where it is not packed.
    init?(_ bytes: [UInt8]) {
        guard let packing = Self.allCases.first(where: { $0.magics.contains { bytes.starts(with: $0) } })
        else { return nil }
        self = packing
    }

    /// Whether `bytes` may be the beginning of a longer magic number.
    static func mayBegin(with bytes: [UInt8]) -> Bool {
        allCases.contains { $0.magics.contains { $0.count > bytes.count && $0.starts(with: bytes) } }
    }
}
