import Frames

/// What a packet's custom option says of the segments that were merged into it.
///
/// Pcapng has no option for it, so that this program writes one of its own: code 2989 (bytes, which may be copied), the
/// number of nobody's enterprise, 0xffffffff, in the byte order of the section, and then twelve bytes, which are
/// the same in any byte order:
///
/// | bytes | meaning |
/// |---|---|
/// | 0–3 | `LROt`, so that nobody else's option with that number is taken for this one |
/// | 4–7 | the payload of a segment in bytes, least significant first; 0 for a packet that was not merged |
/// | 8 | what the IPv4 identification grows by from segment to segment: 0 or 1 |
/// | 9–11 | 0 |
struct SegmentOption: Equatable {
    /// The payload bytes of all segments but the last; 0 for a packet that was not merged.
    var segmentSize: UInt32
    /// Whether all segments have one identification.
    var hasFixedIdentification = false

    private static let enterprise = UInt32.max
    private static let magic = Array("LROt".utf8)
    private static let length = 16

    /// An option with these values.
    init(segmentSize: UInt32, hasFixedIdentification: Bool = false) {
        (self.segmentSize, self.hasFixedIdentification) = (segmentSize, hasFixedIdentification)
    }

    /// The option that says what an origin does of segments; nil where that is nothing.
    init?(_ origin: FrameOrigin) {
        guard let size = UInt32(exactly: origin.segmentSize) else { return nil }
        self.init(segmentSize: size, hasFixedIdentification: origin.hasFixedIdentification)
    }

    /// The option in the bytes of a custom option, or nil where that is somebody else's.
    init?(_ value: Span<UInt8>, isSwapped: Bool) {
        guard value.count >= Self.length, value.word(at: 0, isSwapped: isSwapped) == Self.enterprise,
            Self.magic.indices.allSatisfy({ value[4 + $0] == Self.magic[$0] })
        else { return nil }
        segmentSize = (0..<4).reduce(0) { $0 | UInt32(value[8 + $1]) << (8 * UInt32($1)) }
        hasFixedIdentification = value[12] == 0
    }

    /// The bytes of the option in a little-endian section.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: Self.enterprise)
        bytes += Self.magic
        bytes.append(littleEndian: segmentSize)
        bytes += [hasFixedIdentification ? 0 : 1, 0, 0, 0]
        return bytes
    }
}
