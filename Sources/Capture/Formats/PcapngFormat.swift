import Packet

/// The blocks of a pcapng file, little-endian, its times in nanoseconds (draft-ietf-opsawg-pcapng).
enum PcapngFormat {
    private enum Block {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let packet: UInt32 = 6
    }

    private enum Option {
        static let comment: UInt16 = 1
        static let interfaceName: UInt16 = 2
        static let application: UInt16 = 4
        static let timeResolution: UInt16 = 9
    }

    /// Appends what stands before everything else.
    static func appendSection(to bytes: inout [UInt8], application: String, comment: String) {
        appendBlock(Block.section, to: &bytes) { bytes in
            bytes.append(littleEndian: UInt32(0x1a2b_3c4d))
            bytes.append(littleEndian: UInt16(1))
            bytes.append(littleEndian: UInt16(0))
            // How long the section is does not stand there: it is written as it comes.
            bytes.append(littleEndian: UInt64.max)
            let options = [(Option.comment, comment), (Option.application, application)]
            appendOptions(options.map { ($0, Array($1.utf8)) }, to: &bytes)
        }
    }

    /// Appends the description of an interface; packets name it by its place.
    static func appendInterface(to bytes: inout [UInt8], name: String, link: LinkType, snapLength: Int) {
        appendBlock(Block.interface, to: &bytes) { bytes in
            bytes.append(littleEndian: UInt16(link.fileNumber))
            bytes.append(littleEndian: UInt16(0))
            bytes.append(littleEndian: UInt32(clamping: snapLength))
            appendOptions([(Option.interfaceName, Array(name.utf8)), (Option.timeResolution, [9])], to: &bytes)
        }
    }

    /// Appends a packet that came from `interface`.
    static func append(_ record: CaptureRecord, to bytes: inout [UInt8], interface: Int, comment: String) {
        appendBlock(Block.packet, to: &bytes) { bytes in
            let time = UInt64(bitPattern: record.time)
            bytes.append(littleEndian: UInt32(clamping: interface))
            bytes.append(littleEndian: UInt32(time >> 32))
            bytes.append(littleEndian: UInt32(truncatingIfNeeded: time))
            bytes.append(littleEndian: UInt32(clamping: record.bytes.count))
            bytes.append(littleEndian: UInt32(clamping: record.wireLength))
            bytes += record.bytes
            pad(&bytes, from: record.bytes.count)
            appendOptions([(Option.comment, Array(comment.utf8))], to: &bytes)
        }
    }

    /// Appends a block: its type, its length, what `body` appends, and its length again.
    private static func appendBlock(_ type: UInt32, to bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        let start = bytes.count
        bytes.append(littleEndian: type)
        bytes.append(littleEndian: UInt32(0))
        body(&bytes)
        let length = UInt32(clamping: bytes.count - start + 4)
        for place in 0..<4 { bytes[start + 4 + place] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(place))) }
        bytes.append(littleEndian: length)
    }

    /// Appends those options that say something, and their end; an option holds 65535 bytes at most.
    private static func appendOptions(_ options: [(code: UInt16, value: [UInt8])], to bytes: inout [UInt8]) {
        let options = options.filter { !$0.value.isEmpty }
        guard !options.isEmpty else { return }
        for (code, value) in options {
            let value = value.prefix(0xffff)
            bytes.append(littleEndian: code)
            bytes.append(littleEndian: UInt16(value.count))
            bytes += value
            pad(&bytes, from: value.count)
        }
        bytes.append(littleEndian: UInt32(0))
    }

    /// Fills up to a multiple of four what is `count` bytes long.
    private static func pad(_ bytes: inout [UInt8], from count: Int) {
        for _ in 0..<(4 - count & 3) & 3 { bytes.append(0) }
    }
}
