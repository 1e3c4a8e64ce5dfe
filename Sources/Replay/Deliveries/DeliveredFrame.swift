import Offload
import Packet

/// What a session holds beyond its headers, for writing the packet that it will be: the bytes in front of IP, and the
/// payload as far as it was captured without a hole.
struct HeldBytes {
    /// What stands in front of IP in the first frame.
    private(set) var link: [UInt8]
    /// The payload so far.
    private(set) var payload: [UInt8] = []
    /// Why the payload ends early, if it does.
    private(set) var hole: Hole?

    /// What makes a hole in the payload.
    enum Hole {
        /// The capture cut a frame.
        case snapLength
        /// A frame came before anybody wanted its bytes.
        case unseen
    }

    /// The bytes of a session that `packet` opens.
    init(opening packet: Descriptor, _ bytes: ArraySlice<UInt8>) {
        link = Array(bytes.prefix(packet.networkOffset))
        append(packet, bytes)
    }

    /// A session whose first frame nobody has seen, of `flow`, behind a header without MAC addresses.
    init(unseen flow: FlowKey, link: LinkType) {
        var frame = FrameBuilder(flow)
        frame.link = link
        (frame.sourceMAC, frame.destinationMAC) = ([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])
        if flow.vlan > 0, flow.vlan != FlowKey.encapsulatedVLAN { frame.tags = [.init(id: flow.vlan)] }
        self.link = frame.linkHeader
        hole = .unseen
    }

    /// Adds the payload of the next packet; behind a hole there is no place for it.
    mutating func append(_ packet: Descriptor, _ bytes: ArraySlice<UInt8>) {
        guard hole == nil else { return }
        let start = packet.networkOffset + packet.transportOffset + packet.tcpHeaderLength
        let captured = bytes.dropFirst(start).prefix(max(0, packet.payloadLength))
        payload += captured
        if captured.count < packet.payloadLength { hole = .snapLength }
    }

    /// Notes that a packet joined whose bytes nobody has seen.
    mutating func appendUnseen() { hole = hole ?? .unseen }
}

extension DeliveredPacket {
    /// The frame that the stack would see of a flushed session: the rewritten headers between what stood in front of
    /// IP and the payload.
    func frame(_ held: HeldBytes) -> (bytes: [UInt8], wireLength: Int) {
        let end = delivery.transportOffset + Int(delivery.headers.byte(at: delivery.transportOffset + 12) >> 4) * 4
        var headers = delivery.headers
        if let checksum = delivery.completeChecksum { headers.store(checksum, at: delivery.transportOffset + 16) }
        let bytes = held.link + headers.array.prefix(end) + held.payload
        return (bytes, held.link.count + delivery.totalLength)
    }

    /// Frames, reason and place in a line: `merged 3: #8 #10 #11 · flushed gap: sequence … · queue 0 round 12`.
    public var comment: String {
        let place = "queue \(queue) round \(round)"
        guard delivery.isHeld else { return "\(numbers(of: frames)) · passed \(sentence) · \(place)" }
        let what = frames.count > 1 ? "merged \(frames.count)" : "held 1"
        let altered = delivery.alterations.list.map { " \($0.id)" }.joined()
        let why = altered.isEmpty ? sentence : "\(sentence) · altered\(altered)"
        return "\(what): \(numbers(of: frames)) · flushed \(why) · \(place)"
    }

    /// The numbers of frames, not all of a great many: a comment has 65535 bytes at most.
    private func numbers(of frames: [UInt64]) -> String {
        let shown = frames.prefix(Self.most).map { "#\($0)" }.joined(separator: " ")
        return frames.count > Self.most ? "\(shown) and \(frames.count - Self.most) more" : shown
    }

    private static let most = 1_000
}
