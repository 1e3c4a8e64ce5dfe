import Packet

/// Two hosts, one sending to the other.
struct HostPair: Hashable, Sendable {
    /// The sender.
    var source: IPAddress
    /// The receiver.
    var destination: IPAddress
}
