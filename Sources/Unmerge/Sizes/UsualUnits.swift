import Packet

/// What a full segment carries on usual paths.
enum UsualUnits {
    /// The MTUs that are met in the field, in the order in which they are tried.
    private static let mtus = [
        1500, 1492, 1480, 1476, 1460, 1458, 1454, 1450, 1440, 1430, 1420, 1412, 1400, 1380, 1370, 1360, 1350, 1340,
        1300, 1280, 9000, 8996, 8950, 4000, 3000, 2000, 1006, 576,
    ]

    /// The payload and TCP option bytes of a full segment on those paths.
    static func all(isIPv6: Bool) -> [Int] { mtus.map { unit(mtu: $0, isIPv6: isIPv6) } }

    /// The payload and TCP option bytes of a full segment where IP packets have `mtu` bytes at most.
    static func unit(mtu: Int, isIPv6: Bool) -> Int { mtu - headers(isIPv6: isIPv6) }

    /// The bytes of an IP and a TCP header without options.
    static func headers(isIPv6: Bool) -> Int {
        TCPHeader.minimumLength + (isIPv6 ? IPv6Header.length : IPv4Header.minimumLength)
    }
}

/// How many segments of `size` bytes, the last one shorter perhaps, carry `payload` bytes.
func segmentCount(_ payload: Int, size: Int) -> Int { (payload + size - 1) / size }
