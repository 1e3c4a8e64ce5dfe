import Packet

/// The end of the captured traffic whose received frames a receive path takes.
public enum Receiver: Hashable, Sendable {
    /// All frames, whoever received them.
    case all
    /// What came in at the interface of that number, as far as the capture knows which way frames went.
    ///
    /// The number is the index in cooked headers of version 2, -1 for the loopback in those of version 1, which name
    /// no interface, and else a place among `SourceFacts.interfaces`.
    case interface(Int)
    /// What the network card with that MAC address received.
    case mac(MACAddress)
    /// What the host with that IP address received, where frames have no MAC address.
    case address(IPAddress)
    /// What a receiver received at the interface of that number alone.
    indirect case at(interface: Int, Receiver)
    /// What the peers of a receiver received: all that it sent.
    indirect case peers(Receiver)

    /// What is at the other side: what this one sent, or what it received where this is its peers already.
    ///
    /// All frames have no other side.
    public var opposite: Receiver {
        switch self {
        case .all: .all
        case .peers(let receiver): receiver
        default: .peers(self)
        }
    }
}

extension Receiver {
    /// The MAC address that it is known by, if it is.
    var mac: MACAddress? {
        switch self {
        case .mac(let address): address
        case .at(_, let receiver), .peers(let receiver): receiver.mac
        case .all, .interface, .address: nil
        }
    }

    /// The one interface that its frames come through; nil where that does not matter.
    var interface: Int? {
        switch self {
        case .interface(let number), .at(let number, _): number
        case .peers(let receiver): receiver.interface
        case .all, .mac, .address: nil
        }
    }
}

extension Receiver: CustomStringConvertible {
    /// `all`, `interface 3`, an address, `02:00:00:00:00:02 at interface 1`, or `peers of 10.0.0.2`.
    public var description: String {
        switch self {
        case .all: "all"
        case .interface(let number): "interface \(number)"
        case .mac(let address): "\(address)"
        case .address(let address): "\(address)"
        case .at(let number, let receiver): "\(receiver) at interface \(number)"
        case .peers(let receiver): "peers of \(receiver)"
        }
    }
}
