import Frames
import Packet

/// What is known at a place in a pcapng file of the blocks before it, and how the next one is read; pure over bytes.
///
/// Packets are read by `packet(in:at:)`, as long as they are of the current link type; whatever else comes, by
/// `step(in:at:)`.
public struct PcapngBlocks: Sendable {
    /// The section so far.
    public internal(set) var section = PcapngSection()
    /// The program that wrote the first section, if it says so, control characters made visible.
    package internal(set) var application: String?
    /// How many sections began.
    var sections = 0
    /// The interfaces of the file so far.
    ///
    /// Where a later section describes one at the same place with the same words, it is the same one: a capture is
    /// often several files, one behind the other.
    package internal(set) var interfaces: [CaptureInterface] = []
    /// The first interface whose packets are read.
    package internal(set) var first: Int?

    /// The interfaces whose packets are wanted; nil for all.
    let selection: InterfaceSelection?
    /// The numbers of interfaces by what is said of them and their place in a section.
    var numbers: [Identity: UInt16] = [:]

    /// What an interface is known by.
    struct Identity: Hashable, Sendable {
        var interface: CaptureInterface
        var place: Int
    }

    /// The most interfaces of a section, and of a file.
    static let most = 65_536

    /// Before the first block of a file.
    package init(selection: InterfaceSelection? = nil) { self.selection = selection }

    /// Whether packets of some interface are read.
    package var isReady: Bool { first != nil }

    /// What stands in front of IP in the packets that are read now.
    package var currentLink: LinkType { isReady ? LinkType.allCases[Int(section.link)] : .ethernet }

    /// The packet of the current link type at `place`; see `PcapngSection`.
    @inlinable @inline(__always)
    public func packet(in bytes: Span<UInt8>, at place: Int) -> PacketRecord? { section.packet(in: bytes, at: place) }
}
