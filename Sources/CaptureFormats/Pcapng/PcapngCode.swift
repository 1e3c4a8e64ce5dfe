/// The numbers of pcapng (draft-ietf-opsawg-pcapng).
public enum PcapngCode {
    /// The types of blocks.
    public enum Block {
        package static let section: UInt32 = 0x0a0d_0d0a
        package static let interface: UInt32 = 1
        /// A packet as the first files had it.
        package static let obsoletePacket: UInt32 = 2
        package static let simplePacket: UInt32 = 3
        /// A packet, the enhanced kind.
        @inlinable public static var packet: UInt32 { 6 }

        /// Whether a block of that type holds a packet.
        package static func isPacket(_ type: UInt32) -> Bool {
            type == packet || type == simplePacket || type == obsoletePacket
        }
    }

    /// The options of sections and interfaces, and those of all blocks.
    enum Option {
        static let end: UInt16 = 0
        static let comment: UInt16 = 1
        static let interfaceName: UInt16 = 2
        static let interfaceDescription: UInt16 = 3
        static let application: UInt16 = 4
        static let speed: UInt16 = 8
        static let timeResolution: UInt16 = 9
        static let timeOffset: UInt16 = 14
    }

    /// The options of packets.
    enum PacketOption {
        static let flags: UInt16 = 2
        static let identification: UInt16 = 5
        static let queue: UInt16 = 6
        /// A custom option with bytes, which may be copied to other files, and one which may not.
        static let custom: UInt16 = 2989
        static let privateCustom: UInt16 = 19373
    }

    /// The bits of a packet's flags.
    enum Flag {
        static let received: UInt32 = 1
        static let sent: UInt32 = 2
        static let direction: UInt32 = 3
        static let checksumNotReady: UInt32 = 1 << 9
        static let checksumValid: UInt32 = 1 << 10
        static let aggregate: UInt32 = 1 << 11
    }

    /// The first bytes of a file.
    package static let magic: [UInt8] = [0x0a, 0x0d, 0x0d, 0x0a]
    /// What a section begins with in the byte order of this machine.
    package static let byteOrder: UInt32 = 0x1a2b_3c4d
    /// The lengths of a block without anything in it, and of the longest.
    package static let blockLengths = 12...16 << 20

    /// Whether a section is in the other byte order than this machine, by its magic number; nil where it is in none.
    package static func isSwapped(_ magic: UInt32) -> Bool? {
        magic == byteOrder ? false : magic.byteSwapped == byteOrder ? true : nil
    }
}
