/// What a capture says of a frame besides its bytes and its time.
public struct FrameOrigin: Equatable, Sendable {
    /// Whether the capturing host received a frame, or sent it.
    public enum Direction: UInt8, Sendable {
        case unknown, received, sent
    }

    /// What a capture says of the TCP checksum of a frame.
    public enum ChecksumState: UInt8, Sendable {
        case unknown
        /// Only the sum of the pseudo-header: the frame was captured in front of the NIC that completes it.
        case partial
        /// Verified by the NIC.
        case valid
    }

    /// The interface that captured it, a place among `SourceFacts.interfaces`.
    public var interface: UInt16
    /// Which way it went.
    public var direction: Direction
    /// What is known of its TCP checksum.
    public var checksum: ChecksumState
    /// Whether all segments of an aggregate have one IPv4 identification; else each has one more than the one before.
    public var hasFixedIdentification: Bool
    /// The receive queue, or -1 where none is told.
    public var queue: Int32
    /// The payload bytes of the segments of an aggregate, 0 for a packet that was not merged, or -1 where nobody tells.
    public var segmentSize: Int32

    /// An origin of which nothing is known but the interface.
    public init(
        interface: UInt16 = 0, direction: Direction = .unknown, checksum: ChecksumState = .unknown,
        hasFixedIdentification: Bool = false, queue: Int32 = -1, segmentSize: Int32 = -1
    ) {
        self.interface = interface
        self.direction = direction
        self.checksum = checksum
        self.hasFixedIdentification = hasFixedIdentification
        self.queue = queue
        self.segmentSize = segmentSize
    }
}
