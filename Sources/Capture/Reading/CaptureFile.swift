import Frames
import Packet
import PlainText

/// A pcap or pcapng file, read frame by frame; closed when it goes.
///
/// Libpcap opens it and says what is wrong with it. The plain records of a regular file, which are nearly all
/// there are, need not come through libpcap, and are read faster without. A packed file comes through libpcap from the
/// program that unpacks it.
public struct CaptureFile: ~Copyable {
    /// The file as it is shown.
    public let name: String
    /// What stands in front of IP in its frames.
    public var link: LinkType { libpcap.link }
    /// The most bytes of a frame that are captured.
    public var snapLength: Int { libpcap.snapLength }
    /// The program that wrote a pcapng file, control characters made visible; nil when it does not say so, and
    /// for a pipe or a packed file.
    public let application: String?
    /// How many packets have been read.
    public internal(set) var packets: UInt64 = 0

    var libpcap: PcapReader
    /// The file itself, nil for a pipe.
    let file: OpenFile?
    /// What the bytes come through, nil for all but pipes and packed files.
    let pipe: CapturePipe?
    /// Whether the end was found, or damage.
    var isOver = false
    /// What reads the plain records of a regular file; nil where all is left to libpcap.
    var records: RecordReader?
    /// How many packets libpcap reads before the reader of plain records goes on; 0 when it is the reader's turn, and
    /// `.max` when it will never be.
    var fallback = Int.max
    let fallbackLength: Int
    /// The blocks that libpcap has learnt interfaces from, as `RecordReader.descriptions` has them; nil where they may
    /// be others.
    var descriptionsOfLibpcap: [Int]?
    /// How often libpcap was asked because a record was not plain, or was not there.
    package private(set) var fallbacks = 0

    /// Opens the file at `path`.
    public init(path: String) throws(SourceError) {
        try self.init(path: path, tuning: ReadTuning())
    }

    /// Opens the file at `path` to read it in a certain way, with the same result.
    package init(path: String, tuning: ReadTuning) throws(SourceError) {
        let file = try OpenFile(path: path, name: path.harmless)
        try self.init(file, name: path.harmless, tuning: tuning)
    }

    /// Opens a regular file behind an open descriptor, which stays open.
    init(descriptor: Int32, name: String) throws(SourceError) {
        let file = try OpenFile(duplicating: descriptor, name: name)
        try self.init(file, name: name, tuning: ReadTuning(blockSize: nil))
    }

    private init(_ file: OpenFile, name: String, tuning: ReadTuning) throws(SourceError) {
        let pipe = file.packing == nil ? nil : try CapturePipe(unpacking: file, name: name)
        let libpcap = try PcapReader(pipe ?? FileBytes(file), name: name)
        var records: RecordReader?
        if let blockSize = tuning.blockSize, file.length != nil, pipe == nil {
            records = RecordReader(
                descriptor: file.descriptor, link: libpcap.link, snapLength: libpcap.snapLength, blockSize: blockSize)
        }
        application = records?.application
        if records != nil { fallback = 0 }
        fallbackLength = max(1, tuning.fallback)
        self.pipe = pipe
        self.name = name
        self.file = file
        self.records = records
        self.libpcap = libpcap
        resume()
    }

    /// Opens a capture that comes through a pipe; waits where what it begins with has not come.
    init(_ pipe: CapturePipe, name: String) throws(SourceError) {
        if let fault = pipe.fault { throw fault }
        libpcap = try PcapReader(pipe, name: name)
        self.name = name
        self.pipe = pipe
        file = nil
        records = nil
        application = nil
        fallbackLength = 1
    }

    /// Reads the next packet and hands its bytes to `body`, for which they are only lent.
    ///
    /// - Parameter body: Takes the captured bytes, never more than the wire length; the wire length; and
    ///   the time in nanoseconds since 1970.
    /// - Returns: Whether there was a packet; false at the end.
    /// - Throws: That the file is damaged at this packet.
    public mutating func next(
        _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Void
    ) throws(SourceError) -> Bool {
        try forEach(atMost: 1) { bytes, wireLength, time in
            body(bytes, wireLength, time)
            return false
        } > 0
    }

    /// Reads several packets and hands out the bytes of each, in less time than by `next` one by one.
    ///
    /// - Parameters:
    ///   - most: How many at most, at least one.
    ///   - body: Takes what that of `next` takes, and says whether it wants another packet.
    /// - Returns: How many packets there were, which may be fewer than are left; 0 at the end.
    /// - Throws: That the file is damaged at the first of them.
    @inline(__always)
    public mutating func forEach(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Bool
    ) throws(SourceError) -> Int {
        if fallback == 0, let count = records?.forEach(atMost: most, body), count > 0 {
            packets &+= UInt64(truncatingIfNeeded: count)
            return count
        }
        return try nextOfLibpcap { bytes, wireLength, time in _ = body(bytes, wireLength, time) } ? 1 : 0
    }

    /// Fills an empty batch with the next packets, in even less time: they stay in the memory to which
    /// they were read.
    ///
    /// - Parameters:
    ///   - batch: The batch; it stays empty where packets are to be read by `forEach`.
    ///   - parser: What knows the link type.
    ///   - index: The number of the next frame.
    mutating func fill(_ batch: inout FrameBatch, parser: FrameParser, from index: UInt64) {
        guard fallback == 0 else { return }
        records?.fill(&batch, parser: parser, from: index)
        packets &+= UInt64(batch.count)
    }

    /// Lets libpcap read the next packet, and some more after it.
    private mutating func nextOfLibpcap(
        _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Void
    ) throws(SourceError) -> Bool {
        if fallback == 0 {
            try moveLibpcapToRecords()
            fallback = fallbackLength
            fallbacks += 1
        }
        let outcome = libpcap.next(body)
        isOver = outcome != .packet
        // What libpcap misses at its end is missing because the program has failed.
        if isOver, let failure = pipe?.failure { throw damage(failure) }
        switch outcome {
        case .packet: break
        case .end:
            if isShortened { throw damage("the file has become shorter while it was read") }
            return false
        case .fault(let fault): throw damage(fault)
        }
        packets += 1
        if fallback < .max { fallback -= 1 }
        if fallback == 0 { resume() }
        return true
    }

    /// Has the reader of plain records go on where libpcap is, or gives it up where they do not agree.
    private mutating func resume() {
        if records?.resume(at: libpcap.position) == true {
            descriptionsOfLibpcap = records?.descriptions
        } else {
            fallback = .max
        }
    }

    /// Whether a regular file ends before what was read of it.
    private var isShortened: Bool {
        guard let length = file?.length, length > 0, pipe == nil else { return false }
        return file?.isShorter(than: libpcap.position) == true
    }

    /// Where in the file the next packet is looked for; where the program that unpacks it is, which is ahead.
    var position: Int {
        if let file, pipe != nil { return file.position }
        return switch records {
        case .some(let reader) where fallback == 0: reader.position
        default: libpcap.position
        }
    }

    /// How much of a regular file was read, from 0 to 1.
    public var progress: Double? { progress(at: position) }

    /// How much of a regular file is in front of `position`, from 0 to 1.
    func progress(at position: Int) -> Double? {
        guard let length = file?.length, length > 0 else { return nil }
        return min(1, max(0, Double(position) / Double(length)))
    }

    /// Whether reading on would wait for the other end of a pipe.
    var wouldWait: Bool { file == nil && pipe?.isPacketMissing ?? false }

    func damage(_ fault: String) -> SourceError {
        let before =
            switch packets {
            case 0: "no packet was read before it"
            case 1: "the one before it was read"
            default: "the \(packets) before it were read"
            }
        return SourceError(.damaged, "\(name): packet \(packets + 1): \(fault.harmless); \(before)")
    }
}
