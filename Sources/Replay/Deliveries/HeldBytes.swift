import Frames
import Packet

/// The bytes of a session beside its headers, for writing the packet that it will be: those in front of IP, and the
/// payload as far as it was captured without a hole.
struct HeldBytes {
    /// The bytes in front of IP in the first frame.
    private(set) var link: [UInt8]
    /// The payload so far.
    private(set) var payload: [UInt8] = []
    /// The reason why the payload ends early, if it does.
    private(set) var hole: Hole?
    /// What stands in front of IP in the first frame.
    let linkType: LinkType
    /// The segments so far; nil where some of them are not known.
    private(set) var segments: MergedSegments?
    /// What the capture says of the first frame.
    let origin: FrameOrigin

    /// A reason for a hole in the payload.
    enum Hole {
        /// The capture cut a frame.
        case snapLength
        /// A frame came before anybody wanted its bytes.
        case unseen
    }

    /// The bytes of a session that `frame` opens.
    init(opening frame: TakenFrame) {
        link = Array(frame.bytes.prefix(frame.packet.networkOffset))
        (linkType, origin) = (frame.link, frame.origin)
        segments = MergedSegments()
        append(frame)
    }

    /// A session whose first frame nobody has seen, of `flow`, behind a header without MAC addresses.
    init(unseen flow: FlowKey, link: LinkType) {
        var frame = FrameBuilder(flow)
        frame.link = link
        (frame.sourceMAC, frame.destinationMAC) = ([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])
        if flow.vlan > 0, flow.vlan != FlowKey.encapsulatedVLAN { frame.tags = [.init(id: flow.vlan)] }
        self.link = frame.linkHeader
        (linkType, origin) = (link, FrameOrigin())
        hole = .unseen
    }

    /// Adds the payload of the next packet; behind a hole there is no place for it.
    mutating func append(_ frame: TakenFrame) {
        let packet = frame.packet
        segments?.append(
            payload: packet.payloadLength, identification: packet.identification,
            isAggregate: frame.origin.segmentSize > 0)
        guard hole == nil else { return }
        let start = packet.networkOffset + packet.transportOffset + packet.tcpHeaderLength
        let captured = frame.bytes.dropFirst(start).prefix(max(0, packet.payloadLength))
        payload += captured
        if captured.count < packet.payloadLength { hole = .snapLength }
    }

    /// Notes that a packet joined whose bytes nobody has seen.
    mutating func appendUnseen() {
        hole = hole ?? .unseen
        segments = nil
    }
}
