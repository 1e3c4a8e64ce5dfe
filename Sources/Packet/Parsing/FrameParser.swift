/// Reads frames of one link type into descriptors.
public struct FrameParser: Sendable {
    /// What stands in front of IP.
    public let link: LinkType
    /// Whether IP and TCP checksums are verified where all bytes were captured; a field of 0 counts as offloaded.
    public let verifiesChecksums: Bool
    /// Whether frames are to lose their VLAN tags before they are read; whoever has their bytes sees to it.
    public let stripsTags: Bool

    /// A parser for frames of type `link`.
    public init(link: LinkType, verifiesChecksums: Bool = false, stripsTags: Bool = false) {
        self.link = link
        self.verifiesChecksums = verifiesChecksums
        self.stripsTags = stripsTags
    }

    /// Reads one frame into `descriptor`, every field of which is set but `rssHash`.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes. Any bytes will do: what does not parse is named in `facts`.
    ///   - wireLength: The frame's length on the wire.
    ///   - time: Nanoseconds since 1970.
    ///   - index: The frame's number.
    ///   - descriptor: Where it goes.
    public func parse(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, into descriptor: inout Descriptor
    ) {
        if link == .ethernet, !verifiesChecksums,
            descriptor.readTCPv4(frame, wireLength: wireLength, time: time, index: index)
        {
            return
        }
        let link = LinkHeader(frame, link: link)
        descriptor.resetNetworkFields()
        descriptor.segment.index = index
        descriptor.segment.time = time
        descriptor.wireLength = max(wireLength, frame.count)
        descriptor.capturedLength = frame.count
        descriptor.networkOffset = link.offset
        descriptor.facts = link.isEncapsulated ? .encapsulated : []
        descriptor.encapsulation = link.encapsulation
        descriptor.segment.flow.vlan = link.isEncapsulated ? FlowKey.encapsulatedVLAN : link.vlanID
        if link.tagCount == 1, !link.isEncapsulated, self.link == .ethernet { descriptor.facts.insert(.inBandTag) }
        descriptor.segment.link = LinkPrefix(frame, offset: link.offset)
        switch link.network {
        case .ipv4: parseIPv4(frame, into: &descriptor)
        case .ipv6: parseIPv6(frame, into: &descriptor)
        case .other: descriptor.facts.insert(.notIP)
        case .cut: descriptor.markMissing()
        }
    }

    /// Reads one frame as `parse` does, without the tags that the NIC strips, if it does.
    public func parseStripped(
        _ frame: Span<UInt8>, wireLength: Int, time: Int64, index: UInt64, into descriptor: inout Descriptor
    ) {
        guard stripsTags, let rest = link.removingTags(from: frame) else {
            return parse(frame, wireLength: wireLength, time: time, index: index, into: &descriptor)
        }
        let length = max(0, wireLength - (frame.count - rest.count))
        parse(rest.span, wireLength: length, time: time, index: index, into: &descriptor)
    }

    /// Reads IPv4 and what it carries.
    @inline(__always)
    private func parseIPv4(_ frame: Span<UInt8>, into descriptor: inout Descriptor) {
        descriptor.ipVersion = 4
        let base = descriptor.networkOffset
        if base < frame.count, frame[base] >> 4 != 4 {
            descriptor.facts.insert(.malformed)
            readDisowned(frame, into: &descriptor)
            return
        }
        guard let header = IPv4Header(frame, at: base) else {
            descriptor.markMissing(upTo: base + IPv4Header.minimumLength)
            return
        }
        descriptor.protocolNumber = header.protocolNumber
        descriptor.totalLength = header.totalLength
        descriptor.typeOfService = header.typeOfService
        descriptor.identification = header.identification
        descriptor.flow.source = IPAddress(v4: header.source)
        descriptor.flow.destination = IPAddress(v4: header.destination)
        descriptor.facts.insert(.hasAddresses)
        descriptor.transportOffset = header.headerLength
        if header.protocolNumber != 6 {
            descriptor.markNotTCP(frame, hasUpperHeader: header.fragmentOffset == 0 && header.headerLength >= 20)
        }
        if header.moreFragments || header.fragmentOffset != 0 { descriptor.facts.insert(.fragment) }
        if header.totalLength < header.headerLength { descriptor.facts.insert(.malformed) }
        if header.headerLength < IPv4Header.minimumLength {
            descriptor.facts.insert(.malformed)
            descriptor.headers.copy(frame, from: base, length: IPv4Header.minimumLength)
            readDisowned(frame, into: &descriptor)
            return
        }
        if frame.count < base + header.headerLength {
            descriptor.markMissing(upTo: base + header.headerLength)
        } else if verifiesChecksums, header.checksum != 0,
            !Checksum(frame.extracting(base..<base + header.headerLength)).isValid
        {
            descriptor.facts.insert(.badIPChecksum)
        }
        if header.protocolNumber == 6, header.fragmentOffset == 0 {
            parseTCP(
                frame, timeToLive: header.timeToLive, fragmentWord: header.fragmentWord, into: &descriptor)
        } else {
            descriptor.headers.copy(frame, from: base, length: header.headerLength)
        }
    }

    /// Reads what stands where TCP would be behind an IPv4 header that cannot be one: to be shown, of no flow.
    private func readDisowned(_ frame: Span<UInt8>, into descriptor: inout Descriptor) {
        let base = descriptor.networkOffset
        guard let header = IPv4Header(frame, at: base), header.protocolNumber == 6, header.fragmentOffset == 0,
            !header.moreFragments, let tcp = TCPHeader(frame, at: base + header.headerLength)
        else { return }
        descriptor.totalLength = header.totalLength
        descriptor.transportOffset = header.headerLength
        descriptor.setTCP(tcp)
        descriptor.headers.copy(frame, from: base, length: header.headerLength + TCPHeader.minimumLength)
    }

    /// Reads IPv6, steps over its extension headers, and reads what they carry.
    private func parseIPv6(_ frame: Span<UInt8>, into descriptor: inout Descriptor) {
        descriptor.ipVersion = 6
        let base = descriptor.networkOffset
        // The version is what the link says: GRO has the nibble tell flows apart, whatever it is, and no other rulebook
        // takes IPv6.
        guard let header = IPv6Header(frame, at: base) else {
            descriptor.markMissing(upTo: base + IPv6Header.length)
            return
        }
        let chain = IPv6Chain(frame, at: base, first: header.nextHeader)
        descriptor.protocolNumber = chain.protocolNumber
        descriptor.totalLength = IPv6Header.length + header.payloadLength
        descriptor.typeOfService = header.trafficClass
        descriptor.flow.source = header.source
        descriptor.flow.destination = header.destination
        descriptor.facts.insert(.hasAddresses)
        descriptor.transportOffset = chain.length
        if chain.isFragment { descriptor.facts.insert(.fragment) }
        if chain.hasFragmentHeader { descriptor.facts.insert(.fragmentHeader) }
        if chain.hasOtherHeaders { descriptor.facts.insert(.otherExtension) }
        if chain.isCut { descriptor.markMissing(upTo: base + chain.length + 2) }
        if chain.protocolNumber != 6 {
            if !chain.isCut { descriptor.markNotTCP(frame, hasUpperHeader: chain.hasUpperHeader) }
            descriptor.headers.copy(frame, from: base, length: chain.length)
        } else if chain.hasUpperHeader, !chain.isCut {
            parseTCP(frame, timeToLive: header.hopLimit, fragmentWord: 0, into: &descriptor)
        } else {
            descriptor.headers.copy(frame, from: base, length: chain.length)
        }
    }

    /// Reads the TCP header behind the IP headers, and copies both.
    ///
    /// It is read wherever the frame has it, also where IP says that the packet ends before: then it is malformed.
    @inline(__always)
    private func parseTCP(
        _ frame: Span<UInt8>, timeToLive: UInt8, fragmentWord: UInt16, into descriptor: inout Descriptor
    ) {
        let base = descriptor.networkOffset
        let start = base + descriptor.transportOffset
        let carried = descriptor.totalLength - descriptor.transportOffset
        if frame.count >= start + 4 {
            descriptor.setPorts(frame.word16(at: start), frame.word16(at: start + 2))
        }
        if carried < TCPHeader.minimumLength { descriptor.facts.insert(.malformed) }
        guard let tcp = TCPHeader(frame, at: start) else {
            let shortest = descriptor.transportOffset + TCPHeader.minimumLength
            if carried >= TCPHeader.minimumLength { descriptor.markMissing(upTo: base + shortest) }
            descriptor.headers.copy(frame, from: base, length: shortest)
            return
        }
        descriptor.setTCP(tcp)
        descriptor.invariants = HeaderInvariants(
            window: tcp.window, offsetByte: frame[start + 12], timeToLive: timeToLive,
            typeOfService: descriptor.typeOfService, fragmentWord: fragmentWord)
        descriptor.headers.copy(
            frame, from: base, length: descriptor.transportOffset + max(tcp.headerLength, TCPHeader.minimumLength + 12))
        if tcp.headerLength < TCPHeader.minimumLength || descriptor.payloadLength < 0 {
            descriptor.facts.insert(.malformed)
        } else if frame.count < start + tcp.headerLength {
            descriptor.markMissing(upTo: start + tcp.headerLength)
        } else {
            descriptor.readOptions(frame, at: start + TCPHeader.minimumLength)
            if verifiesChecksums { verifyTCP(frame, checksum: tcp.checksum, descriptor: &descriptor) }
        }
    }

    /// Verifies the TCP checksum where the whole of an unfragmented segment is there.
    private func verifyTCP(_ frame: Span<UInt8>, checksum: UInt16, descriptor: inout Descriptor) {
        let end = descriptor.networkOffset + descriptor.totalLength
        guard checksum != 0, !descriptor.facts.contains(.fragment), frame.count >= end else { return }
        let start = descriptor.networkOffset + descriptor.transportOffset
        var sum = Checksum(frame.extracting(start..<end))
        sum.add(.pseudoHeader(descriptor.flow, length: end - start))
        if !sum.isValid { descriptor.facts.insert(.badTCPChecksum) }
    }
}

extension Checksum {
    @inlinable @inline(__always)
    mutating func add(_ address: IPAddress) {
        if address.isIPv6 {
            add(UInt32(truncatingIfNeeded: address.high >> 32))
            add(UInt32(truncatingIfNeeded: address.high))
            add(UInt32(truncatingIfNeeded: address.low >> 32))
        }
        add(UInt32(truncatingIfNeeded: address.low))
    }

    /// The sum of the pseudo header of a TCP segment of `length` bytes (RFC 9293, RFC 8200).
    @inlinable @inline(__always)
    public static func pseudoHeader(_ flow: FlowKey, length: Int) -> Checksum {
        var sum = Checksum()
        sum.add(flow.source)
        sum.add(flow.destination)
        sum.add(UInt16(6))
        sum.add(UInt32(truncatingIfNeeded: length))
        return sum
    }
}

extension Descriptor {
    /// Sets all that a network layer may leave unread.
    @inline(__always)
    fileprivate mutating func resetNetworkFields() {
        ipVersion = 0
        protocolNumber = 0
        tcpHeaderLength = 0
        typeOfService = 0
        rssHash = 0
        tunnel = nil
        segment = Segment()
        headers.clear()
    }

    /// Headers up to `end` are missing: cut by the capture, or by the frame itself.
    fileprivate mutating func markMissing(upTo end: Int = 0) {
        let isCutByCapture = capturedLength < wireLength && end <= wireLength
        facts.insert(isCutByCapture ? .truncated : .malformed)
    }

    /// IP carries something else than TCP: a tunnel, or what is none.
    @inline(never)
    fileprivate mutating func markNotTCP(_ frame: Span<UInt8>, hasUpperHeader: Bool) {
        facts.insert(.notTCP)
        if protocolNumber == 17, hasUpperHeader {
            tunnel = Tunnel(udp: frame, at: networkOffset + segment.transportOffset)
        } else {
            tunnel = Tunnel(protocolNumber: protocolNumber, ipVersion: ipVersion)
        }
    }

    @inline(__always)
    fileprivate mutating func setPorts(_ source: UInt16, _ destination: UInt16) {
        segment.flow.sourcePort = source
        segment.flow.destinationPort = destination
        facts.insert(.hasPorts)
    }

    @inline(__always)
    fileprivate mutating func setTCP(_ tcp: TCPHeader) {
        facts.insert(.hasTCP)
        segment.sequence = tcp.sequence
        segment.acknowledgment = tcp.acknowledgment
        segment.window = tcp.window
        segment.flags = tcp.flags
        segment.urgentPointer = tcp.urgentPointer
        tcpHeaderLength = tcp.headerLength
        segment.payloadLength = segment.totalLength - segment.transportOffset - tcp.headerLength
    }

    /// Recognises the layout of the option bytes at `offset`, and reads the timestamp.
    @inline(__always)
    mutating func readOptions(_ frame: Span<UInt8>, at offset: Int) {
        switch tcpHeaderLength {
        case 20:
            segment.optionLayout = .none
        case 32 where frame.word32(at: offset) == OptionLayout.timestampWord:
            segment.optionLayout = .timestamp
            segment.timestampValue = frame.word32(at: offset + 4)
            segment.timestampEcho = frame.word32(at: offset + 8)
        default:
            segment.optionLayout = .other
        }
    }
}
