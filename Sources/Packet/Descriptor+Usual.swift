/// What most frames are: Ethernet without a tag, IPv4 without options that is no fragment, and a whole TCP header.
extension Descriptor {
    /// Reads such a frame at once; says false, with nothing read, where it is another.
    ///
    /// It sets what `FrameParser` would set by way of the headers' own types.
    @inline(__always)
    mutating func readUsual(_ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64) -> Bool {
        guard frame.count >= 54 else { return false }
        let (addresses, types) = (frame.word64(at: 0), frame.word64(at: 8))
        let identifying = frame.word64(at: 16)
        // Ethertype 0x0800, version 4 and a length of 5 words; neither MF nor an offset; protocol 6.
        guard types & 0xffff_ff00 == 0x0800_4500, identifying & 0x3fff_00ff == 0x0000_0006 else { return false }
        let total = Int(identifying >> 48)
        let (transport, flagged) = (frame.word64(at: 38), frame.word32(at: 46))
        let headerLength = Int(flagged >> 28) * 4
        guard headerLength >= TCPHeader.minimumLength, 34 + headerLength <= frame.count,
            total >= IPv4Header.minimumLength + headerLength
        else { return false }
        self.index = index
        self.time = time
        self.wireLength = max(wireLength, frame.count)
        capturedLength = frame.count
        facts = [.hasAddresses, .hasPorts, .hasTCP]
        ipVersion = 4
        protocolNumber = 6
        networkOffset = 14
        transportOffset = IPv4Header.minimumLength
        tcpHeaderLength = headerLength
        totalLength = total
        payloadLength = total - IPv4Header.minimumLength - headerLength
        link = LinkBytes(addresses, types & 0xffff_ffff_ffff_0000)
        typeOfService = UInt8(truncatingIfNeeded: types)
        identification = UInt16(truncatingIfNeeded: identifying >> 32)
        flags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: flagged >> 16))
        window = UInt16(truncatingIfNeeded: flagged)
        sequence = UInt32(truncatingIfNeeded: transport >> 32)
        acknowledgment = UInt32(truncatingIfNeeded: transport)
        signature = Signature(
            window: window, offsetByte: UInt8(truncatingIfNeeded: flagged >> 24),
            timeToLive: UInt8(truncatingIfNeeded: identifying >> 8), typeOfService: typeOfService,
            fragmentWord: UInt16(truncatingIfNeeded: identifying >> 16))
        flow = FlowKey(v4: frame.word32(at: 26), frame.word32(at: 30), ports: frame.word32(at: 34))
        timestampValue = 0
        timestampEcho = 0
        readOptions(frame, at: 54)
        headers.copy(frame, from: 14, length: IPv4Header.minimumLength + max(headerLength, 32))
        notePlainSegment()
        return true
    }

    /// Notes whether the segment is plain.
    @inline(__always)
    mutating func notePlainSegment() {
        let refused: TCPFlags = [.syn, .fin, .rst, .urg, .ece, .cwr]
        isPlainSegment =
            flags.intersection(refused.union(.ack)) == .ack && typeOfService & 3 != 3 && payloadLength != 0
            && transportOffset == IPv4Header.minimumLength && optionLayout != .other
            && (optionLayout == .none || timestampEcho != 0)
    }
}
