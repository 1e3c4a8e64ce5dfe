import Glibc
import Packet

extension Receiver {
    /// Reads what a person names: `all`, a MAC address in pairs of digits, or an IP address.
    ///
    /// `auto` is no receiver, as nothing else is.
    public init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let mac = MACAddress(text: argument) {
            self = .mac(mac)
        } else if let address = IPAddress(text: argument) {
            self = .address(address)
        } else {
            return nil
        }
    }
}

extension MACAddress {
    /// Six pairs of hexadecimal digits between colons, or between hyphens.
    fileprivate init?(text: String) {
        guard let separator = text.first(where: { $0 == ":" || $0 == "-" }) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part in
            (1...2).contains(part.utf8.count) && part.allSatisfy(\.isHexDigit) ? UInt64(part, radix: 16) : nil
        }
        guard parts.count == 6, bytes.count == 6 else { return nil }
        self.init(bytes.reduce(0) { $0 << 8 | $1 })
    }
}

extension IPAddress {
    /// An address as people write it: four numbers with dots, or RFC 4291 (2.2).
    fileprivate init?(text: String) {
        var v4 = in_addr()
        if unsafe inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
            return
        }
        var v6: (UInt64, UInt64) = (0, 0)
        guard unsafe inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        self.init(high: UInt64(bigEndian: v6.0), low: UInt64(bigEndian: v6.1))
    }
}
