import Packet

/// The bytes of a classic pcap file with nanosecond times, little-endian (draft-ietf-opsawg-pcap).
package enum PcapFormat {
    /// Appends what stands before the first packet.
    package static func appendHeader(to bytes: inout [UInt8], link: LinkType, snapLength: Int) {
        bytes.append(littleEndian: UInt32(0xa1b2_3c4d))
        bytes.append(littleEndian: UInt16(2))
        bytes.append(littleEndian: UInt16(4))
        bytes.append(littleEndian: UInt64(0))
        bytes.append(littleEndian: UInt32(clamping: snapLength))
        bytes.append(littleEndian: UInt32(link.fileNumber))
    }

    /// Appends a packet; its seconds are an unsigned 32-bit number.
    package static func append(_ record: CaptureRecord, to bytes: inout [UInt8]) {
        let (seconds, nanoseconds) = record.time.quotientAndRemainder(dividingBy: 1_000_000_000)
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: seconds))
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: nanoseconds))
        bytes.append(littleEndian: UInt32(clamping: record.bytes.count))
        bytes.append(littleEndian: UInt32(clamping: record.wireLength))
        bytes += record.bytes
    }
}

extension [UInt8] {
    /// Appends a word, least significant byte first.
    package mutating func append(littleEndian word: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: word.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
}
