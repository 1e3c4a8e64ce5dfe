import CPcap
import Packet

extension LinkType {
    /// The link type of libpcap's number for it, or nil when its frames cannot be read.
    package init?(pcap number: Int32) {
        switch number {
        case DLT_EN10MB: self = .ethernet
        // LINKTYPE_RAW is 101 in files, and libpcap makes it 12; some systems write their own number, 14.
        case DLT_RAW, 14, 101: self = .rawIP
        case DLT_IPV4: self = .ipv4
        case DLT_IPV6: self = .ipv6
        case DLT_NULL: self = .null
        case DLT_LOOP: self = .loop
        case DLT_LINUX_SLL: self = .linuxCooked
        case DLT_LINUX_SLL2: self = .linuxCooked2
        default: return nil
        }
    }

    /// Libpcap's number for the link type.
    package var pcapNumber: Int32 {
        switch self {
        case .ethernet: DLT_EN10MB
        case .rawIP: DLT_RAW
        case .ipv4: DLT_IPV4
        case .ipv6: DLT_IPV6
        case .null: DLT_NULL
        case .loop: DLT_LOOP
        case .linuxCooked: DLT_LINUX_SLL
        case .linuxCooked2: DLT_LINUX_SLL2
        }
    }

    /// The number that stands for the link type in files, where it does not depend on the system (LINKTYPE_).
    package var fileNumber: UInt16 {
        switch self {
        case .ethernet: 1
        case .rawIP: 101
        case .ipv4: 228
        case .ipv6: 229
        case .null: 0
        case .loop: 108
        case .linuxCooked: 113
        case .linuxCooked2: 276
        }
    }

    /// The name of libpcap's number for a link type that cannot be read.
    package static func name(pcap number: Int32) -> String {
        unsafe pcap_datalink_val_to_name(number).map { unsafe String(cString: $0) } ?? "number \(number)"
    }

    /// What an error says of a link type that cannot be read.
    package static func unsupported(_ name: String) -> String {
        let supported = "Ethernet, raw IP, IPv4, IPv6, BSD loopback (NULL, LOOP) and Linux cooked (SLL, SLL2)"
        return "link type \(name) is not supported; supported are \(supported)"
    }
}
