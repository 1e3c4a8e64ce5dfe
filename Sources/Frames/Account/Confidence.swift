/// How the segment size of a packet is known, from the surest on.
public enum Confidence: String, CaseIterable, Sendable {
    /// The user said it.
    case given
    /// The capture, or the kernel, told it with the packet.
    case gso
    /// An MSS option of the connection's SYNs tells it.
    case mss
    /// The flow's own packets tell it, against its options or without.
    case observed
    /// What is usual: of the flow, of its hosts, of all flows, of an MTU.
    case guess
}
