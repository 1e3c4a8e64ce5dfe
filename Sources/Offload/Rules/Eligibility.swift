import Packet

// What the LRO of 2007 calls eligible (<doc:InetLRO>): a TCP segment over IPv4 with payload, with ACK and no other flag
// but PSH, no congestion mark, an IP header of five words, and no TCP options but a timestamp with an echo.
//
// The rule stands here in the three forms in which it is asked: of a descriptor, of header words (for the fast path),
// and as the name of the first test that fails. `EligibilityTests` holds them against each other.

extension Descriptor {
    /// Whether it is an eligible segment, if its driver does not refuse it and its lengths agree.
    @inline(__always)
    public var isEligible: Bool {
        segment.flags.subtracting(.psh) == .ack && typeOfService & 3 != 3 && segment.payloadLength != 0
            && segment.transportOffset == IPv4Header.minimumLength && segment.optionLayout != .other
            && (segment.optionLayout == .none || segment.timestampEcho != 0)
    }

    /// The first test of eligibility that fails, the echo of a timestamp and the rulebooks' own tests apart, or nil.
    ///
    /// `countsTag` says whether the tag in the bytes counts as payload of the frame (<doc:InetLRO> Q4).
    public func ineligibility(countsTag: Bool) -> Reason? {
        let isPadded = segment.totalLength != networkLength
        if countsTag, facts.contains(.inBandTag) {
            if segment.totalLength != networkLength + 4 { return isPadded ? .padding : .tagLength }
        } else if isPadded {
            return .padding
        }
        if segment.flags.contains(.syn) { return .syn }
        if segment.flags.contains(.fin) { return .fin }
        if segment.flags.contains(.rst) { return .rst }
        if segment.flags.contains(.urg) { return .urg }
        if segment.flags.contains(.ece) { return .ece }
        if segment.flags.contains(.cwr) { return .cwr }
        if !segment.flags.contains(.ack) { return .noAck }
        if typeOfService & 3 == 3 { return .ceMark }
        if segment.payloadLength == 0 { return .pureAck }
        if segment.transportOffset != IPv4Header.minimumLength { return .ipOptions }
        if segment.optionLayout == .other { return .tcpOptions }
        return nil
    }

    /// Whether the timestamp's echo is zero, which makes a segment ineligible; rulebooks name it behind tests of their
    /// own.
    public var hasZeroEcho: Bool { segment.optionLayout == .timestamp && segment.timestampEcho == 0 }
}

extension TCPv4Words {
    /// Whether they are those of an eligible segment that no driver refuses and whose lengths agree, checksums apart.
    @inlinable @inline(__always)
    public var isEligible: Bool {
        // 5 or 8 words of TCP header, no flag but ACK and PSH.
        let shape = flagged & 0xf0f7_0000
        guard types & 0xffff_ff00 == 0x0800_4500, identifying & 0x3fff_00ff == 0x0000_0006,
            shape == 0x5010_0000 || shape == 0x8010_0000
        else { return false }
        let hasEcho = shape == 0x5010_0000 || timestampEcho != 0
        return optionWord == OptionLayout.timestampWord && hasEcho && types & 3 != 3 && payloadLength > 0
            && Int(wireLength) == 14 &+ totalLength
    }
}

extension RawFrames {
    /// Whether the frame at `place` is an eligible segment whose header words tell all.
    @inlinable @inline(__always)
    public func isEligible(at place: Int) -> Bool { tcpv4Words(at: place)?.isEligible ?? false }
}
