import Capture
import Frames
import Offload
import Packet

/// A delivered packet as it is to be written.
struct DuePacket {
    /// The queue that delivered it.
    let queue: Int
    /// When it was delivered, in nanoseconds of the clock; 0 without one.
    var at: Int64 = 0
    /// The time that the capture has for it, in nanoseconds since 1970.
    var time: Int64 = 0
    /// Its bytes.
    private(set) var bytes: ArraySlice<UInt8> = []
    /// Its length on a wire.
    private(set) var wireLength = 0
    /// What stands in front of IP in it, nil where nobody knows.
    private(set) var link: LinkType?
    /// What is said of it.
    private(set) var comment: String
    /// What is said of it in numbers.
    var notes: CaptureWriter.PacketNotes

    /// A packet without bytes yet.
    init(_ packet: DeliveredPacket, comment: String) {
        queue = packet.queue
        self.comment = comment
        notes = CaptureWriter.PacketNotes(isAggregate: packet.delivery.packets > 1, firstFrame: packet.frames.first)
        noteQueue()
    }

    /// Gives it the bytes of the session that it was.
    mutating func setBytes(of session: HeldBytes, _ packet: DeliveredPacket) {
        let frame = packet.frame(session)
        (bytes, wireLength, link) = (frame.bytes[...], frame.wireLength, session.linkType)
        notes.origin = session.origin
        if notes.isAggregate { notes.origin.setSegments(session.segments) }
        if session.hole == .unseen { comment += " · some of it came before the recording" }
        noteQueue()
    }

    /// Gives it the bytes of a frame that passed.
    mutating func setBytes(of frame: TakenFrame) {
        (bytes, wireLength, link) = (frame.bytes, frame.packet.wireLength, frame.link)
        notes.origin = frame.origin
        noteQueue()
    }

    private mutating func noteQueue() {
        notes.origin.direction = .received
        notes.origin.queue = Int32(queue)
    }
}

extension FrameOrigin {
    /// Notes the segments that were merged into a packet, where they are all alike.
    fileprivate mutating func setSegments(_ segments: MergedSegments?) {
        segmentSize = segments?.size.flatMap { Int32(exactly: $0) } ?? -1
        hasFixedIdentification = segmentSize > 0 && segments?.hasFixedIdentification ?? false
    }

    /// Notes that a packet was not merged, unless its capture says otherwise, or it is longer than one on a wire.
    mutating func setWhole(_ delivery: Delivery, mtu: Int) {
        if segmentSize < 0, delivery.payloadBytes > 0, delivery.totalLength <= mtu { segmentSize = 0 }
    }
}
