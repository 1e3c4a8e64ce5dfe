import CaptureFormats
import Frames
import Packet
import PlainText

/// A pcap or pcapng file, read frame by frame; closed when it goes.
///
/// A packed file comes from the program that unpacks it.
public struct CaptureFile: ~Copyable {
    /// The file as it is shown.
    public let name: String
    /// What stands in front of IP in its frames: in those of the first interface that has a link type that can be read.
    public let link: LinkType
    /// The most bytes of a frame that are captured, of that interface.
    public let snapLength: Int
    /// The program that wrote a pcapng file, control characters made visible; nil when it does not say so.
    public let application: String?
    /// How many packets have been read.
    public internal(set) var packets: UInt64 = 0

    /// The capture where it is classic pcap.
    var pcap: PcapFile?
    /// The capture where it is pcapng.
    var pcapng: PcapngFile?
    /// The file itself, nil for a pipe.
    let file: OpenFile?
    /// What the bytes come through, nil for all but pipes and packed files.
    let pipe: CapturePipe?
    /// Whether the end was found, or damage.
    var isOver = false
    /// Whether the next packet has another link type than those before it.
    var isTurning = false
    let selection: InterfaceSelection?
    let tuning: ReadTuning

    /// Why no more packets are handed out just now.
    enum Halt: Equatable {
        /// The capture has ended.
        case end
        /// It is damaged.
        case fault(String)
        /// The next packet has another link type.
        case turned
        /// The next packet has not come through the pipe yet.
        case pause
    }

    /// Opens the file at `path`.
    public init(path: String) throws(SourceError) {
        try self.init(path: path, tuning: ReadTuning())
    }

    /// Opens the file at `path` to read it in a certain way, with the same result.
    package init(path: String, tuning: ReadTuning) throws(SourceError) {
        try self.init(path: path, tuning: tuning, selection: nil)
    }

    /// Opens the file at `path` for the packets of some interfaces, or all.
    init(path: String, tuning: ReadTuning, selection: InterfaceSelection?) throws(SourceError) {
        let file = try OpenFile(path: path, name: path.harmless)
        try self.init(file, name: path.harmless, tuning: tuning, selection: selection)
    }

    /// Opens a file behind an open descriptor, which stays open.
    init(
        descriptor: Int32, name: String, tuning: ReadTuning, selection: InterfaceSelection?
    ) throws(SourceError) {
        let file = try OpenFile(duplicating: descriptor, name: name)
        try self.init(file, name: name, tuning: tuning, selection: selection)
    }

    private init(
        _ file: OpenFile, name: String, tuning: ReadTuning, selection: InterfaceSelection?
    ) throws(SourceError) {
        if file.packing != nil {
            let pipe = try CapturePipe(unpacking: file, name: name)
            try self.init(pipe, file, pipe, name: name, tuning: tuning, selection: selection)
        } else if file.isSeekable {
            try self.init(FileBytes(file), file, nil, name: name, tuning: tuning, selection: selection)
        } else {
            try self.init(CapturePipe(duplicating: file, name: name), name: name, selection: selection)
        }
    }

    /// Opens a capture that comes through a pipe; waits where what it begins with has not come.
    init(_ pipe: CapturePipe, name: String, selection: InterfaceSelection?) throws(SourceError) {
        while pipe.isHeaderMissing(selection) { pipe.wait() }
        if let fault = pipe.fault { throw fault }
        try self.init(pipe, nil, pipe, name: name, tuning: ReadTuning(blockSize: 1 << 12), selection: selection)
    }

    private init(
        _ input: any CaptureInput, _ file: OpenFile?, _ pipe: CapturePipe?, name: String, tuning: ReadTuning,
        selection: InterfaceSelection?
    ) throws(SourceError) {
        (self.file, self.pipe, self.name, self.tuning, self.selection) = (file, pipe, name, tuning, selection)
        if pipe?.isPcapng ?? file?.isPcapng ?? false {
            let capture = try PcapngFile(
                input, name: name, selection: selection, blockSize: tuning.blockSize ?? 1 << 16)
            let blocks = capture.blocks
            let first = blocks.first.map { blocks.interfaces[$0] }
            application = blocks.application
            (link, snapLength) = (first?.link ?? .ethernet, first?.snapLength ?? PacketRecord.longest)
            pcap = nil
            pcapng = consume capture
        } else {
            let capture = try PcapFile(input, name: name, file: pipe == nil ? file : nil, tuning: tuning)
            if let fault = selection?.fault(name: name, classic: capture.libpcap.link) { throw fault }
            application = nil
            (link, snapLength) = (capture.libpcap.link, capture.libpcap.snapLength)
            pcapng = nil
            pcap = consume capture
        }
    }

    /// The interfaces that a pcapng file has described so far; empty for classic pcap.
    var interfaces: [CaptureInterface] { blocks?.interfaces ?? [] }

    /// What is known of a pcapng file so far.
    private var blocks: PcapngBlocks? {
        switch pcapng {
        case .some(let capture): capture.blocks
        case nil: nil
        }
    }

    /// How often libpcap was asked because a record was not plain, or was not there.
    package var fallbacks: Int {
        switch pcap {
        case .some(let capture): capture.fallbacks
        case nil: 0
        }
    }

    /// What stands in front of IP in the packets that are read next.
    var currentLink: LinkType { blocks?.currentLink ?? link }

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
        while true {
            let count = try read(atMost: most) { bytes, record in body(bytes, record.wireLength, record.time) }
            if count > 0 || isOver { return count }
            if isTurning { turn() } else { pipe?.wait() }
        }
    }

    /// Reads several packets of the current link type.
    ///
    /// - Parameters:
    ///   - most: How many at most, at least one.
    ///   - body: Takes the captured bytes and what is said of them, and says whether it wants another packet.
    /// - Returns: How many packets there were; 0 where it is over, or turning, or nothing has come through a pipe.
    /// - Throws: That the file is damaged at the first of them.
    @inline(__always)
    mutating func read(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ record: PacketRecord) -> Bool
    ) throws(SourceError) -> Int {
        let (count, halt) = pcap?.forEach(atMost: most, body) ?? pcapng?.forEach(atMost: most, body) ?? (0, .end)
        packets &+= UInt64(truncatingIfNeeded: count)
        if count == 0, let halt { try stop(halt) }
        return count
    }

    /// Takes in why there is no packet.
    private mutating func stop(_ halt: Halt) throws(SourceError) {
        isTurning = halt == .turned
        isOver = halt == .end || halt != .turned && halt != .pause
        // What is missing at the end is missing because the program that unpacks has failed.
        if isOver, let failure = pipe?.failure { throw damage(failure) }
        if halt == .end, isShortened { throw damage("the file has become shorter while it was read") }
        if case .fault(let fault) = halt { throw damage(fault) }
    }

    /// Goes on with the link type of the next packet.
    mutating func turn() {
        isTurning = false
        pcapng?.turn()
    }

    /// Fills an empty batch with the next packets, in even less time: they stay in the memory to which
    /// they were read.
    ///
    /// - Parameters:
    ///   - batch: The batch; it stays empty where packets are to be read by `read`.
    ///   - index: The number of the next frame.
    ///   - parser: Makes what parses frames of a link type.
    mutating func fill(_ batch: inout FrameBatch, from index: UInt64, parser: (LinkType) -> FrameParser) {
        guard pipe == nil else { return }
        pcap?.fill(&batch, from: index, parser: parser)
        pcapng?.fill(&batch, from: index, parser: parser)
        packets &+= UInt64(batch.count)
    }

    /// Whether a regular file ends before what was read of it.
    private var isShortened: Bool {
        guard let length = file?.length, length > 0, pipe == nil else { return false }
        return file?.isShorter(than: position) == true
    }

    /// Where in the file the next packet is looked for; where the program that unpacks it is, which is ahead.
    var position: Int {
        if let file, pipe != nil { return file.position }
        switch pcapng {
        case .some(let capture): return capture.reader.position
        case nil: break
        }
        return switch pcap {
        case .some(let capture): capture.position
        case nil: 0
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
    var wouldWait: Bool { file == nil && !isTurning && pipe?.isPacketMissing ?? false }

    func damage(_ fault: String) -> SourceError {
        let leftOut =
            switch pcapng {
            case .some(let capture): capture.reader.leftOut
            case nil: 0 as UInt64
            }
        let number = packets + leftOut
        let before =
            switch number {
            case 0: "no packet was read before it"
            case 1: "the one before it was read"
            default: "the \(number) before it were read"
            }
        return SourceError(.damaged, "\(name): packet \(number + 1): \(fault.harmless); \(before)")
    }
}
