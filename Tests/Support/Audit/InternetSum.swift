/// The one's complement sum of RFC 1071, as its text has it, and what it is taken over.
enum InternetSum {
    /// The sum of 16-bit words, an odd last byte filled up with zero.
    static func of(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        var sum: UInt32 = 0
        var place = bytes.startIndex
        while place < bytes.endIndex {
            sum += UInt32(bytes[place]) << 8 | (place + 1 < bytes.endIndex ? UInt32(bytes[place + 1]) : 0)
            sum = (sum & 0xffff) + sum >> 16
            place += 2
        }
        return UInt16(sum)
    }

    /// The pseudo header of a TCP segment of `length` bytes behind the IP header that `packet` begins with.
    static func pseudoHeader(_ packet: [UInt8], length: Int) -> [UInt8] {
        let size = UInt32(truncatingIfNeeded: length).bigEndianBytes
        return packet[0] >> 4 == 6 ? packet[8..<40] + size + [0, 0, 0, 6] : packet[12..<20] + [0, 6] + size
    }
}
