import Packet
public import Tables
public import Tallies

/// A descriptor of the manager: the packets of one flow that are being merged.
///
/// Its headers stand beside it in the table, since only opening and flushing touch them.
public struct Session: Sendable {
    // In the order in which a packet that joins asks for them, so that it reaches few cache lines; two of them hold all
    // that it changes.

    /// The sequence number that continues it.
    public var nextSequence: UInt32 = 0
    /// The acknowledgment number of its last packet.
    public var acknowledgment: UInt32 = 0
    /// The next younger open session of its bucket, or -1.
    var younger: Int32 = -1
    /// The next older open session of its bucket, or -1.
    var older: Int32 = -1
    /// Bytes of IP header and IP options of its first packet.
    @Stored32 public var transportOffset = 0
    /// The flow as the rulebook tells flows apart; at first one that no session has.
    public var key = FlowKey(
        source: IPAddress(v4: 0), destination: IPAddress(v4: 0), sourcePort: 0, destinationPort: 0,
        vlan: FlowKey.encapsulatedVLAN)
    /// Packets so far.
    @Stored32 public var packets = 0
    /// IP length so far; may pass 65535 where the rulebook lets it wrap in the header.
    @Stored32 public var totalLength = 0
    /// Payload so far.
    @Stored32 public var payloadBytes = 0
    /// The payload of its last packet.
    @Stored32 var lastSegment = 0
    /// The payload of its first packet.
    @Stored32 public var firstSegment = 0
    /// The largest payload of a packet in it (gso_size).
    @Stored32 public var largestSegment = 0
    /// The frame of its last packet.
    public var lastFrame: UInt64 = 0
    /// When that was captured, in nanoseconds since 1970.
    public var lastTime: Int64 = 0
    /// The header fields of its first packet that may stay the same.
    var invariants = HeaderInvariants()
    /// What stood in front of IP in its first frame.
    var link = LinkPrefix()
    /// The timestamp value of its first packet; 0 without timestamps.
    public var timestampValue: UInt32 = 0
    /// The timestamp echo of its last packet.
    public var timestampEcho: UInt32 = 0
    /// The window of its last packet.
    public var window: UInt16 = 0
    /// The identification of its first packet.
    var identification: UInt16 = 0
    /// The urgent pointer of its first packet.
    var urgentPointer: UInt16 = 0
    /// How the TCP options of its first packet are laid out.
    public var optionLayout = OptionLayout.none
    /// The flags of all its packets together.
    public var flags: TCPFlags = []
    /// Whether its first frame had a tag in its bytes.
    public var isTagged = false
    /// Whether its second packet had the same identification.
    var hasFixedID = false
    /// The smallest window of its packets.
    public var smallestWindow: UInt16 = 0
    /// The largest window of its packets.
    public var largestWindow: UInt16 = 0
    /// What merging altered in its packets so far.
    public var alterations: Alterations = []
    /// Whether its first packet had PSH.
    var beganWithPush = false
    /// The acknowledgment number of its first packet.
    public var firstAcknowledgment: UInt32 = 0
    /// The frame that opened it.
    public var firstFrame: UInt64 = 0
    /// When that was captured, in nanoseconds since 1970.
    public var firstTime: Int64 = 0
    /// Its bucket under GRO.
    var bucket: Int32 = 0
    /// Fragments so far, in pages mode.
    @Stored32 public var fragments = 0
    /// The sum of the payload so far, derived from headers alone.
    var payloadSum = Checksum()

    /// The length of the parent skb as the size limit of 2007 sees it: a tag of the first frame counts.
    @inline(__always)
    var parentLength: Int { totalLength + (isTagged ? 4 : 0) }
}
