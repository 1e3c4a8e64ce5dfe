/// What most frames are: Ethernet without a tag, IPv4 without options that is no fragment, and a whole TCP header.
extension Descriptor {
    /// Reads such a frame at once; says false, with nothing read, where it is another.
    ///
    /// It sets what `FrameParser` would set by way of the headers' own types.
    @inline(__always)
    mutating func readTCPv4(_ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64) -> Bool {
        guard frame.count >= TCPv4Words.minimumLength else { return false }
        let usual = TCPv4Words(
            frame, FrameRecord(index: index, time: time, start: 0, captured: frame.count, wireLength: wireLength))
        guard usual.isTCPv4, 34 + usual.headerLength <= frame.count else { return false }
        segment = Segment(usual)
        self.wireLength = max(wireLength, frame.count)
        capturedLength = frame.count
        facts = [.hasAddresses, .hasPorts, .hasTCP]
        ipVersion = 4
        protocolNumber = 6
        networkOffset = 14
        tcpHeaderLength = usual.headerLength
        (encapsulation, tunnel) = (nil, nil)
        typeOfService = segment.invariants.typeOfService
        (segment.timestampValue, segment.timestampEcho) = (0, 0)
        readOptions(frame, at: 54)
        headers.copy(frame, from: 14, length: IPv4Header.minimumLength + max(usual.headerLength, 32))
        return true
    }
}
