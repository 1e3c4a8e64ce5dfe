import CaptureFormats
import Frames
import Packet

/// Writes a capture with nanosecond times: pcapng, or classic pcap when the name ends in `.pcap`.
public struct CaptureWriter: ~Copyable {
    /// What is said of the capture as a whole; classic pcap has no place for it.
    public struct Notes: Sendable {
        /// The program that writes, with its version.
        public var application: String
        /// How the capture came to be.
        public var comment: String
        /// A name for each interface, of which there is at least one.
        public var interfaces: [String]
        /// Their speed in bits a second, where it is known.
        public var speed: UInt64?

        /// Notes, by default none.
        public init(
            application: String = "", comment: String = "", interfaces: [String] = [""], speed: UInt64? = nil
        ) {
            self.application = application
            self.comment = comment
            self.interfaces = interfaces
            self.speed = speed
        }

        /// An interface as it is described for a link type.
        fileprivate func interface(_ number: Int, _ link: LinkType, snapLength: Int) -> CaptureInterface {
            let name = interfaces.indices.contains(number) ? interfaces[number] : ""
            return CaptureInterface(name: name, link: link, snapLength: snapLength, speed: speed)
        }
    }

    /// What is said of a packet besides its bytes; classic pcap has no place for it.
    public struct PacketNotes: Sendable {
        /// Direction, checksum, queue and segments; its interface does not count.
        public var origin: FrameOrigin
        /// Whether segments were merged into it, be their size known or not.
        public var isAggregate: Bool
        /// The number of the first frame in it.
        public var firstFrame: UInt64?

        /// Notes, by default none.
        public init(origin: FrameOrigin = FrameOrigin(), isAggregate: Bool = false, firstFrame: UInt64? = nil) {
            self.origin = origin
            self.isAggregate = isAggregate
            self.firstFrame = firstFrame
        }
    }

    /// An interface as a file describes it: one of the notes, for one link type.
    private struct Description: Hashable {
        var interface: Int
        var link: LinkType
    }

    private var file: OutputFile
    private let isClassic: Bool
    private let link: LinkType
    private let snapLength: Int
    private let notes: Notes
    /// Where in the file interfaces are described.
    private var places: [Description: Int]

    /// Creates the file at `path`; `-` is standard output.
    ///
    /// - Parameters:
    ///   - path: Where the capture goes.
    ///   - link: What stands in front of IP in the frames.
    ///   - snapLength: How many bytes of a frame are kept.
    ///   - notes: What pcapng says of the capture.
    ///   - replaces: Whether a file that exists may be overwritten.
    ///   - sources: The captures that are read meanwhile, which are never overwritten.
    /// - Throws: That the file cannot be written, and why.
    public init(
        path: String, link: LinkType = .ethernet, snapLength: Int = 262_144, notes: Notes = Notes(),
        replaces: Bool = false, sources: [String] = []
    ) throws(SourceError) {
        var file = try OutputFile(path: path, replaces: replaces, sources: sources)
        let isClassic = path.lowercased().hasSuffix(".pcap")
        var places: [Description: Int] = [:]
        try file.add(isPacket: false) { bytes in
            if isClassic {
                PcapFormat.appendHeader(to: &bytes, link: link, snapLength: snapLength)
            } else {
                PcapngFormat.appendSection(to: &bytes, application: notes.application, comment: notes.comment)
                for interface in notes.interfaces.indices {
                    PcapngFormat.append(notes.interface(interface, link, snapLength: snapLength), to: &bytes)
                    places[Description(interface: interface, link: link)] = interface
                }
            }
        }
        self.file = file
        self.isClassic = isClassic
        self.places = places
        (self.link, self.snapLength, self.notes) = (link, snapLength, notes)
    }

    /// Where an interface is described for a link type; it is described now where it was not before.
    private mutating func place(of interface: Int, _ link: LinkType) throws(SourceError) -> Int {
        let description = Description(interface: interface, link: link)
        if let place = places[description] { return place }
        let described = notes.interface(interface, link, snapLength: snapLength)
        try file.add(isPacket: false) { PcapngFormat.append(described, to: &$0) }
        places[description] = places.count
        return places.count - 1
    }

    /// The file as it is shown.
    public var name: String { file.name }
    /// The bytes that were written so far, also those still in memory.
    public var bytes: Int { file.bytes }

    /// Writes one frame, cut to the snap length.
    ///
    /// - Parameters:
    ///   - frame: The frame's bytes.
    ///   - wireLength: The frame's length on the wire, or nil when all of it is there.
    ///   - time: Nanoseconds since 1970.
    ///   - interface: The interface that it came from, a place in the notes' `interfaces`.
    ///   - link: What stands in front of IP in it; nil for what does in most frames.
    ///   - comment: What is said of it in words; classic pcap has no place for it.
    ///   - notes: What else is said of it.
    ///   - limit: The most bytes that the file may have.
    /// - Returns: Whether there was room for the frame; else nothing of it is written.
    /// - Throws: That it cannot be written; the file ends behind the last frame that could be.
    @discardableResult
    public mutating func write(
        _ frame: ArraySlice<UInt8>, wireLength: Int? = nil, time: Int64, interface: Int = 0, link: LinkType? = nil,
        comment: String = "", notes: PacketNotes = PacketNotes(), limit: Int = .max
    ) throws(SourceError) -> Bool {
        var record = CaptureRecord(
            bytes: frame.prefix(snapLength), wireLength: wireLength ?? frame.count, time: time)
        let link = link ?? self.link
        guard !isClassic else {
            guard link == self.link else {
                throw .cannotWrite(
                    name, "packets of more than one link type are only for pcapng; choose a name without .pcap")
            }
            let plain = record
            return try file.add(limit: limit) { PcapFormat.append(plain, to: &$0) }
        }
        record.interface = try place(of: interface, link)
        (record.comment, record.origin) = (comment, notes.origin)
        (record.isAggregate, record.firstFrame) = (notes.isAggregate, notes.firstFrame)
        let described = record
        return try file.add(limit: limit) { PcapngFormat.append(described, to: &$0) }
    }

    /// Writes out what is still in memory.
    public mutating func flush() throws(SourceError) {
        try file.flush()
    }

    /// Writes out what is still in memory, and closes the file.
    ///
    /// - Returns: The frames in the file.
    /// - Throws: That not all could be written. Without this call a full disk goes unnoticed.
    @discardableResult
    public consuming func finish() throws(SourceError) -> UInt64 {
        try file.flush()
        return file.packets
    }
}
