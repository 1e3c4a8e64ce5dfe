import Packet

/// SplitMix64: the same numbers for the same seed, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

extension FlowKey {
    /// A flow over IPv4.
    static let v4 = FlowKey(
        source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_112,
        destinationPort: 5_201)

    /// A flow over IPv6.
    static let v6 = FlowKey(
        source: IPAddress(high: 0x2001_0db8_0000_0000, low: 1), destination: IPAddress(high: 0xfe80 << 48, low: 0xffff),
        sourcePort: 40_112, destinationPort: 5_201)
}

extension FrameBuilder {
    /// A builder of `flow` after `change`.
    static func frame(_ flow: FlowKey = .v4, _ change: (inout FrameBuilder) -> Void = { _ in }) -> FrameBuilder {
        var builder = FrameBuilder(flow)
        builder.sequence = 0xffff_fff0
        builder.acknowledgment = 77
        builder.window = 502
        builder.payload = Array(1...100)
        change(&builder)
        return builder
    }

    /// What a driver knows of the frame.
    func parsed(verifying: Bool = false) -> Descriptor {
        bytes().parsed(link, verifying: verifying)
    }
}

extension [UInt8] {
    /// What a driver knows of these bytes; `wireLength` is how many there were before the capture cut them.
    func parsed(_ link: LinkType = .ethernet, wireLength: Int? = nil, verifying: Bool = false) -> Descriptor {
        var descriptor = Descriptor()
        FrameParser(link: link, verifiesChecksums: verifying)
            .parse(span, wireLength: wireLength ?? count, time: 5, index: 7, into: &descriptor)
        return descriptor
    }

    /// Bytes from hexadecimal digits.
    init(hex: String) {
        let digits = hex.compactMap { $0.hexDigitValue }
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension Descriptor.Facts {
    /// What every whole TCP segment has.
    static let segment: Descriptor.Facts = [.hasAddresses, .hasPorts, .hasTCP]
}

/// Frames as Linux sent them, in hexadecimal: acknowledgments with timestamps.
enum RecordedFrame: String, CaseIterable {
    case v4 = """
        020000000002 020000000001 0800 45000034ca59400040065bce0a4d00010a4d0002
        a06e14513a11bfc8c434f54c8010003f8d4d00000101080ae65460b2dde84789
        """
    case v6 = """
        020000000002 020000000001 86dd 6003425000200640
        fd770000000000000000000000000001 fd770000000000000000000000000002
        81461451c3a5b112cb14b74c80100040dbad00000101080a96ba9e821269cb85
        """
}
