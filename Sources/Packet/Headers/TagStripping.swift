extension LinkType {
    /// Where the ethertype stands and where the header ends, of links that may carry VLAN tags.
    private var typePlace: (type: Int, end: Int)? {
        switch self {
        case .ethernet: (12, 14)
        case .linuxCooked: (14, 16)
        case .linuxCooked2: (0, 20)
        case .rawIP, .ipv4, .ipv6, .null, .loop: nil
        }
    }

    /// A frame without its VLAN tags, as a NIC hands it over that removes and forgets them; nil when there is none.
    ///
    /// - Returns: The bytes that are left. A tag that is cut stays.
    public func removingTags(from frame: Span<UInt8>) -> [UInt8]? {
        guard let place = typePlace, frame.count >= place.end else { return nil }
        var type = frame.word16(at: place.type)
        var end = place.end
        while EtherType.isTag(type), frame.count >= end + 4 {
            type = frame.word16(at: end + 2)
            end += 4
        }
        guard end > place.end else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frame.count)
        for index in 0..<place.end { bytes.append(frame[index]) }
        bytes.store(type, at: place.type)
        for index in end..<frame.count { bytes.append(frame[index]) }
        return bytes
    }
}
