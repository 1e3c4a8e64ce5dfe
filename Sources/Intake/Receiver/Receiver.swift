public import Packet

/// The end of the captured traffic whose received frames a receive path takes.
public enum Receiver: Hashable, Sendable {
    /// All frames, whoever received them.
    case all
    /// What came in at the interface of that number, as far as the capture knows which way frames went.
    case interface(Int)
    /// What the network card with that MAC address received.
    case mac(MACAddress)
    /// What the host with that IP address received, where frames have no MAC address.
    case address(IPAddress)
}
