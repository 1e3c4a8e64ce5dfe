import Packet

/// The headers that all plain segments of a connection share, with their sums: what differs is filled in.
struct SegmentTemplate: Sendable {
    private let header: [UInt8]
    private let network: Int
    private let transport: Int
    private let isIPv6: Bool
    private let hasTimestamps: Bool
    private let networkSum: Checksum
    private let transportSum: Checksum

    /// The headers of `flow`, everything zero that differs between segments.
    init(_ flow: FlowKey, timestamps: Bool) {
        var builder = FrameBuilder(flow)
        if flow.vlan != 0 { builder.tags = [FrameBuilder.Tag(id: flow.vlan)] }
        builder.length = 0
        builder.flags = []
        builder.window = 0
        if timestamps { builder.tcpOptions = FrameBuilder.timestamp(0, echo: 0) }
        var header = builder.bytes()
        isIPv6 = flow.source.isIPv6
        hasTimestamps = timestamps
        transport = header.count - TCPHeader.minimumLength - builder.tcpOptions.count
        network = transport - (isIPv6 ? IPv6Header.length : IPv4Header.minimumLength)
        if !isIPv6 { header.store(0, at: network + 10) }
        header.store(0, at: transport + 16)
        networkSum = Checksum(header.span.extracting(network..<transport))
        var sum = Checksum(header.span.extracting(transport..<header.count))
        sum.add(.pseudoHeader(flow, length: 0))
        transportSum = sum
        self.header = header
    }

    /// Makes `frame` the frame of `segment`.
    func render(_ segment: SyntheticSegment, into frame: inout [UInt8]) {
        frame.removeAll(keepingCapacity: true)
        frame.append(contentsOf: header)
        let segmentLength = header.count - transport + segment.length
        let pattern = PayloadPattern.shared
        fillNetwork(segment, segmentLength: segmentLength, &frame)
        var sum = transportSum
        sum.add(UInt32(truncatingIfNeeded: segmentLength))
        sum.add(pattern.sum(at: segment.offset, length: segment.length))
        fillTransport(segment, &sum, &frame)
        frame.append(contentsOf: pattern.stretch(at: segment.offset, length: segment.length))
        frame.padToShortestFrame()
    }

    private func fillNetwork(_ segment: SyntheticSegment, segmentLength: Int, _ frame: inout [UInt8]) {
        if isIPv6 {
            frame[network] |= segment.typeOfService >> 4
            frame[network + 1] |= segment.typeOfService << 4
            frame.store(UInt16(truncatingIfNeeded: segmentLength), at: network + 4)
            return
        }
        let length = UInt16(truncatingIfNeeded: transport - network + segmentLength)
        frame[network + 1] = segment.typeOfService
        frame.store(length, at: network + 2)
        frame.store(segment.identification, at: network + 4)
        var sum = networkSum
        sum.add(UInt16(segment.typeOfService))
        sum.add(length)
        sum.add(segment.identification)
        frame.store(sum.field, at: network + 10)
    }

    private func fillTransport(_ segment: SyntheticSegment, _ sum: inout Checksum, _ frame: inout [UInt8]) {
        func store(_ word: UInt32, at offset: Int) {
            sum.add(word)
            frame.store(UInt16(truncatingIfNeeded: word >> 16), at: transport + offset)
            frame.store(UInt16(truncatingIfNeeded: word), at: transport + offset + 2)
        }
        store(segment.sequence, at: 4)
        store(segment.acknowledgment, at: 8)
        frame[transport + 13] = segment.flags.rawValue
        sum.add(UInt16(segment.flags.rawValue))
        frame.store(segment.window, at: transport + 14)
        sum.add(segment.window)
        frame.store(segment.urgentPointer, at: transport + 18)
        sum.add(segment.urgentPointer)
        if hasTimestamps {
            store(segment.timestamp, at: 24)
            store(segment.echo, at: 28)
        }
        frame.store(sum.field, at: transport + 16)
    }
}
