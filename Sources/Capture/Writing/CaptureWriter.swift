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

        /// Notes, by default none.
        public init(application: String = "", comment: String = "", interfaces: [String] = [""]) {
            self.application = application
            self.comment = comment
            self.interfaces = interfaces
        }
    }

    private var file: OutputFile
    private let isClassic: Bool
    private let snapLength: Int

    /// Creates the file at `path`; `-` is standard output.
    ///
    /// - Parameters:
    ///   - path: Where the capture goes.
    ///   - link: What stands in front of IP in the frames.
    ///   - snapLength: How many bytes of a frame are kept.
    ///   - notes: What pcapng says of the capture.
    ///   - replaces: Whether a file that exists may be overwritten.
    ///   - source: The capture that is read meanwhile, which is never overwritten.
    /// - Throws: That the file cannot be written, and why.
    public init(
        path: String, link: LinkType = .ethernet, snapLength: Int = 262_144, notes: Notes = Notes(),
        replaces: Bool = false, source: String? = nil
    ) throws(SourceError) {
        var file = try OutputFile(path: path, replaces: replaces, source: source)
        let isClassic = path.lowercased().hasSuffix(".pcap")
        try file.add(isPacket: false) { bytes in
            if isClassic {
                PcapFormat.appendHeader(to: &bytes, link: link, snapLength: snapLength)
            } else {
                PcapngFormat.appendSection(to: &bytes, application: notes.application, comment: notes.comment)
                for name in notes.interfaces {
                    PcapngFormat.appendInterface(to: &bytes, name: name, link: link, snapLength: snapLength)
                }
            }
        }
        self.file = file
        self.isClassic = isClassic
        self.snapLength = snapLength
    }

    /// The file as it is shown.
    public var name: String { file.name }

    /// Writes one frame, cut to the snap length.
    ///
    /// - Parameters:
    ///   - frame: The frame's bytes.
    ///   - wireLength: The frame's length on the wire, or nil when all of it is there.
    ///   - time: Nanoseconds since 1970.
    ///   - interface: The interface that it came from, a place in the notes' `interfaces`.
    ///   - comment: What is said of it; classic pcap has no place for it.
    /// - Throws: That it cannot be written; the file ends behind the last frame that could be.
    public mutating func write(
        _ frame: ArraySlice<UInt8>, wireLength: Int? = nil, time: Int64, interface: Int = 0, comment: String = ""
    ) throws(SourceError) {
        let (isClassic, kept) = (isClassic, frame.prefix(snapLength))
        let record = CaptureRecord(bytes: kept, wireLength: wireLength ?? frame.count, time: time)
        try file.add { bytes in
            if isClassic {
                PcapFormat.append(record, to: &bytes)
            } else {
                PcapngFormat.append(record, to: &bytes, interface: interface, comment: comment)
            }
        }
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

/// A frame as a capture file holds it.
struct CaptureRecord {
    /// What was captured.
    var bytes: ArraySlice<UInt8>
    /// Its length on the wire.
    var wireLength: Int
    /// Nanoseconds since 1970.
    var time: Int64
}
