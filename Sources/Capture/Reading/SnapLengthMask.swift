import CaptureFormats

/// What hides the snaplen of a classic pcap file from libpcap, which would cut packets that are longer.
///
/// It looks at the bytes of the file as they go by.
struct SnapLengthMask {
    /// The first bytes, as the file has them.
    private var header: [UInt8] = []

    /// Where in the header the snaplen stands.
    private static let place = 16..<20

    /// Whether the file is in the other byte order than this machine; nil where it is not classic pcap, or that is not
    /// known yet.
    private var isSwapped: Bool? { header.count < 4 ? nil : CaptureFraming.isSwappedPcap(header.span) }

    /// The snaplen of the file, as libpcap would understand it, or nil where none was hidden.
    var snapLength: Int? {
        guard header.count == Self.place.upperBound, let isSwapped else { return nil }
        let length = header.span.word(at: Self.place.lowerBound, isSwapped: isSwapped)
        return length == 0 || length > Int32.max ? PacketRecord.longest : Int(length)
    }

    /// Changes the snaplen among bytes that go by, which begin at `offset` in the file.
    mutating func hide(in bytes: UnsafeMutableRawBufferPointer, from offset: Int) {
        guard offset < Self.place.upperBound else { return }
        for index in 0..<min(bytes.count, Self.place.upperBound - offset) where offset + index == header.count {
            unsafe header.append(bytes[index])
        }
        guard let isSwapped else { return }
        let word = UInt32(PacketRecord.longest)
        let value = isSwapped ? word.byteSwapped : word
        for place in Self.place where place >= offset && place - offset < bytes.count {
            unsafe bytes[place - offset] = withUnsafeBytes(of: value) { unsafe $0[place - Self.place.lowerBound] }
        }
    }
}
