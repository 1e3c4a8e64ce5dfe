import Frames
import Packet

/// The blocks of a pcapng file, little-endian, its times in nanoseconds (draft-ietf-opsawg-pcapng).
package enum PcapngFormat {
    /// Appends what stands before everything else.
    package static func appendSection(to bytes: inout [UInt8], application: String, comment: String) {
        appendBlock(PcapngCode.Block.section, to: &bytes) { bytes in
            bytes.append(littleEndian: PcapngCode.byteOrder)
            bytes.append(littleEndian: UInt16(1))
            bytes.append(littleEndian: UInt16(0))
            // How long the section is does not stand there: it is written as it comes.
            bytes.append(littleEndian: UInt64.max)
            let options = [(PcapngCode.Option.comment, comment), (PcapngCode.Option.application, application)]
            appendOptions(options.map { ($0, Array($1.utf8)) }, to: &bytes)
        }
    }

    /// Appends the description of an interface; packets name it by its place.
    package static func append(_ interface: CaptureInterface, to bytes: inout [UInt8]) {
        appendBlock(PcapngCode.Block.interface, to: &bytes) { bytes in
            bytes.append(littleEndian: UInt16((interface.link ?? .ethernet).fileNumber))
            bytes.append(littleEndian: UInt16(0))
            bytes.append(littleEndian: UInt32(clamping: interface.snapLength))
            let options: [(code: UInt16, value: [UInt8])] = [
                (PcapngCode.Option.interfaceName, Array(interface.name.utf8)),
                (PcapngCode.Option.speed, interface.speed.map { .word($0) } ?? []),
                (PcapngCode.Option.timeResolution, [9]),
            ]
            appendOptions(options, to: &bytes)
        }
    }

    /// Appends a packet and what is said of it.
    package static func append(_ record: CaptureRecord, to bytes: inout [UInt8]) {
        appendBlock(PcapngCode.Block.packet, to: &bytes) { bytes in
            let time = UInt64(bitPattern: record.time)
            bytes.append(littleEndian: UInt32(clamping: record.interface))
            bytes.append(littleEndian: UInt32(time >> 32))
            bytes.append(littleEndian: UInt32(truncatingIfNeeded: time))
            bytes.append(littleEndian: UInt32(clamping: record.bytes.count))
            bytes.append(littleEndian: UInt32(clamping: record.wireLength))
            bytes += record.bytes
            pad(&bytes, from: record.bytes.count)
            appendOptions([(PcapngCode.Option.comment, Array(record.comment.utf8))] + options(record), to: &bytes)
        }
    }

    /// The options that say where a packet comes from; empty ones say nothing.
    private static func options(_ record: CaptureRecord) -> [(code: UInt16, value: [UInt8])] {
        let origin = record.origin
        let flags = origin.flags | (record.isAggregate ? PcapngCode.Flag.aggregate : 0)
        let segments = SegmentOption(origin)?.bytes
        return [
            (PcapngCode.PacketOption.flags, flags == 0 ? [] : .word(flags)),
            (PcapngCode.PacketOption.identification, record.firstFrame.map { .word($0) } ?? []),
            (PcapngCode.PacketOption.queue, UInt32(exactly: origin.queue).map { .word($0) } ?? []),
            (PcapngCode.PacketOption.custom, segments ?? []),
        ]
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

extension [UInt8] {
    /// The bytes of a word, least significant first.
    fileprivate static func word(_ word: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: word)
        return bytes
    }
}
