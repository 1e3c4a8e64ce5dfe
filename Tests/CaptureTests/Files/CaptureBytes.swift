import Packet

/// Makes pcap and pcapng files byte by byte, so that the reader is not tested against its own library.
struct CaptureBytes {
    var bytes: [UInt8] = []
    let isBigEndian: Bool
    let isNanosecond: Bool

    /// A pcap file header.
    static func pcap(
        link: UInt32 = 1, snapLength: UInt32 = 65_535, isBigEndian: Bool = false, isNanosecond: Bool = true
    ) -> CaptureBytes {
        var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.append(UInt32(isNanosecond ? 0xa1b2_3c4d : 0xa1b2_c3d4))
        capture.append(UInt16(2))
        capture.append(UInt16(4))
        capture.append(UInt32(0))
        capture.append(UInt32(0))
        capture.append(snapLength)
        capture.append(link)
        return capture
    }

    /// A pcapng section header and one interface.
    static func pcapng(link: UInt16 = 1, isBigEndian: Bool = false, isNanosecond: Bool = true) -> CaptureBytes {
        var capture = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        capture.appendSection()
        capture.appendInterface(link: link)
        return capture
    }

    mutating func append(_ word: some FixedWidthInteger & UnsignedInteger) {
        bytes.append(bigEndian: isBigEndian ? word : word.byteSwapped)
    }

    /// Appends a record of a pcap file; the lengths are the frame's unless told otherwise.
    mutating func record(
        _ frame: [UInt8], seconds: UInt32 = 1, fraction: UInt32 = 0, captured: Int? = nil, length: Int? = nil
    ) {
        append(seconds)
        append(fraction)
        append(UInt32(captured ?? frame.count))
        append(UInt32(length ?? frame.count))
        bytes += frame
    }

    /// Appends a section header of a pcapng file.
    mutating func appendSection(options: [(code: UInt16, value: [UInt8])] = []) {
        appendBlock(0x0a0d_0d0a) {
            $0.append(UInt32(0x1a2b_3c4d))
            $0.append(UInt16(1))
            $0.append(UInt16(0))
            $0.append(UInt64.max)
            $0.append(options)
        }
    }

    /// Appends an interface description of a pcapng file, with its time resolution unless told otherwise.
    mutating func appendInterface(
        link: UInt16, snapLength: UInt32 = 65_535, options: [(code: UInt16, value: [UInt8])]? = nil
    ) {
        let resolution: UInt8 = isNanosecond ? 9 : 6
        appendBlock(1) {
            $0.append(link)
            $0.append(UInt16(0))
            $0.append(snapLength)
            $0.append(options ?? [(9, [resolution])])
        }
    }

    /// Appends options of a pcapng block, if there are any, and their end.
    private mutating func append(_ options: [(code: UInt16, value: [UInt8])]) {
        for (code, value) in options {
            append(code)
            append(UInt16(value.count))
            bytes += Self.padded(value)
        }
        if !options.isEmpty { append(UInt32(0)) }
    }

    /// Appends a simple packet block of a pcapng file.
    mutating func simplePacket(_ frame: [UInt8], length: Int? = nil) {
        appendBlock(3) {
            $0.append(UInt32(length ?? frame.count))
            $0.bytes += Self.padded(frame)
        }
    }

    /// Appends a packet block as pcapng files had at first.
    mutating func obsoletePacket(_ frame: [UInt8], interface: UInt16 = 0, time: UInt64 = 0) {
        appendBlock(2) {
            $0.append(interface)
            $0.append(UInt16(0))
            $0.append(UInt32(time >> 32))
            $0.append(UInt32(truncatingIfNeeded: time))
            $0.append(UInt32(frame.count))
            $0.append(UInt32(frame.count))
            $0.bytes += Self.padded(frame)
        }
    }

    /// Appends an enhanced packet block of a pcapng file.
    mutating func packet(
        _ frame: [UInt8], interface: UInt32 = 0, time: UInt64 = 0, length: Int? = nil,
        options: [(code: UInt16, value: [UInt8])] = []
    ) {
        appendBlock(6) {
            $0.append(interface)
            $0.append(UInt32(time >> 32))
            $0.append(UInt32(truncatingIfNeeded: time))
            $0.append(UInt32(frame.count))
            $0.append(UInt32(length ?? frame.count))
            $0.bytes += Self.padded(frame)
            $0.append(options)
        }
    }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    /// Appends a block of a pcapng file.
    mutating func appendBlock(_ type: UInt32, _ content: (inout CaptureBytes) -> Void) {
        var inner = CaptureBytes(isBigEndian: isBigEndian, isNanosecond: isNanosecond)
        content(&inner)
        let length = UInt32(inner.bytes.count + 12)
        append(type)
        append(length)
        bytes += inner.bytes
        append(length)
    }
}
