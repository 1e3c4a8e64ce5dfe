import CPcap
import Glibc
import Packet
import PlainText

/// A pcap or pcapng file, read frame by frame; closed when it goes.
///
/// Libpcap opens it and says what is wrong with it. The plain records of a regular file, which are nearly all
/// there are, need not come through libpcap, and are read faster without.
@safe
public struct CaptureFile: ~Copyable {
    /// The file as it is shown.
    public let name: String
    /// What stands in front of IP in its frames.
    public let link: LinkType
    /// The most bytes of a frame that are captured.
    public let snapLength: Int
    /// The program that wrote a pcapng file, control characters made visible; nil when it does not say so, and
    /// for a pipe.
    public let application: String?
    /// How many packets have been read.
    public private(set) var packets: UInt64 = 0

    private let handle: OpaquePointer
    /// What the bytes come through, nil for a regular file.
    private let pipe: CapturePipe?
    /// The length of a regular file, nil for a pipe.
    private let length: Int?
    /// What reads the plain records of a regular file; nil where all is left to libpcap.
    private var records: RecordReader?
    /// How many packets libpcap reads before the reader of plain records goes on; 0 when it is the reader's turn.
    private var fallback = 0
    private let fallbackLength: Int
    /// How often libpcap was asked because a record was not plain, or was not there.
    package private(set) var fallbacks = 0

    /// Opens the file at `path`.
    public init(path: String) throws(SourceError) {
        try self.init(path: path, tuning: ReadTuning())
    }

    /// Opens the file at `path` to read it in a certain way, with the same result.
    package init(path: String, tuning: ReadTuning) throws(SourceError) {
        let name = path.harmless
        guard let stream = unsafe fopen(path, "rb") else { throw .cannotOpen(name, SourceError.lastFault()) }
        unsafe try self.init(stream, name: name, tuning: tuning)
    }

    /// Opens a regular file behind an open descriptor, which stays open.
    init(descriptor: Int32, name: String) throws(SourceError) {
        let copy = dup(descriptor)
        guard copy >= 0, let stream = unsafe fdopen(copy, "rb") else {
            throw .cannotOpen(name, SourceError.lastFault())
        }
        unsafe try self.init(stream, name: name, tuning: ReadTuning(blockSize: nil))
    }

    /// Opens a capture that comes through a pipe; waits where what it begins with has not come.
    init(_ pipe: CapturePipe, name: String) throws(SourceError) {
        guard let stream = unsafe pipe.stream() else { throw .cannotOpen(name, SourceError.lastFault()) }
        unsafe try self.init(stream, name: name, tuning: ReadTuning(blockSize: nil), pipe: pipe)
    }

    private init(
        _ stream: UnsafeMutablePointer<FILE>, name: String, tuning: ReadTuning, pipe: CapturePipe? = nil
    ) throws(SourceError) {
        var status = stat()
        let kind = unsafe pipe == nil && fstat(fileno(stream), &status) == 0 ? status.st_mode & S_IFMT : S_IFIFO
        if kind == S_IFDIR {
            unsafe fclose(stream)
            throw .cannotOpen(name, "it is a directory")
        }
        // Nothing at all deserves a sentence of its own; for a pipe only reading tells.
        let first = unsafe getc(stream)
        guard first != EOF else {
            let isBroken = unsafe ferror(stream) != 0
            let reason = isBroken ? SourceError.lastFault() : "it is empty"
            unsafe fclose(stream)
            throw isBroken ? .cannotOpen(name, reason) : .notACapture(name, reason)
        }
        unsafe ungetc(first, stream)
        var fault = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let precision = UInt32(PCAP_TSTAMP_PRECISION_NANO)
        guard let handle = unsafe pcap_fopen_offline_with_tstamp_precision(stream, precision, &fault) else {
            unsafe fclose(stream)
            throw .notACapture(name, Self.text(fault))
        }
        guard let link = unsafe LinkType(pcap: pcap_datalink(handle)) else {
            let reason = unsafe LinkType.unsupported(pcap_datalink(handle))
            unsafe pcap_close(handle)
            throw SourceError(.unsupportedLink, "\(name): \(reason)")
        }
        unsafe self.handle = handle
        self.name = name
        self.link = link
        snapLength = unsafe Int(pcap_snapshot(handle))
        length = kind == S_IFREG ? Int(status.st_size) : nil
        self.pipe = pipe
        fallbackLength = max(1, tuning.fallback)
        var records: RecordReader?
        if let blockSize = tuning.blockSize, kind == S_IFREG {
            records = unsafe RecordReader(
                descriptor: fileno(stream), link: link, snapLength: snapLength, blockSize: blockSize)
        }
        application = records?.application
        self.records = records
        resume()
    }

    deinit {
        unsafe pcap_close(handle)
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
        if fallback == 0, let position = records?.position {
            guard let stream = unsafe pcap_file(handle), unsafe fseeko(stream, position, SEEK_SET) == 0 else {
                throw damage(SourceError.lastFault())
            }
            fallback = fallbackLength
            fallbacks += 1
        }
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &data)
        guard result != PCAP_ERROR_BREAK else {
            if isShortened { throw damage("the file has become shorter while it was read") }
            return false
        }
        guard result == 1, let header = unsafe header else { throw unsafe damage(String(cString: pcap_geterr(handle))) }
        packets += 1
        let wireLength = unsafe Int(header.pointee.len)
        let captured = unsafe data == nil ? 0 : min(Int(header.pointee.caplen), wireLength)
        // Libpcap lends so many bytes until it is asked for the next packet.
        let bytes = unsafe UnsafeBufferPointer(start: data, count: captured)
        unsafe body(bytes.span, wireLength, Self.nanoseconds(header.pointee.ts))
        if fallback > 0 {
            fallback -= 1
            if fallback == 0 { resume() }
        }
        return true
    }

    /// Has the reader of plain records go on where libpcap is, or gives it up where they do not agree.
    private mutating func resume() {
        guard let stream = unsafe pcap_file(handle), unsafe records?.resume(at: ftello(stream)) == true else {
            records = nil
            return
        }
    }

    /// Whether a regular file ends before what was read of it.
    private var isShortened: Bool {
        guard let length, length > 0, let stream = unsafe pcap_file(handle) else { return false }
        var status = stat()
        return unsafe fstat(fileno(stream), &status) == 0 && Int(status.st_size) < ftello(stream)
    }

    /// How much of a regular file was read, from 0 to 1.
    public var progress: Double? {
        guard let length, length > 0, let stream = unsafe pcap_file(handle) else { return nil }
        let position =
            switch records {
            case .some(let reader) where fallback == 0: reader.position
            default: unsafe ftello(stream)
            }
        return min(1, max(0, Double(position) / Double(length)))
    }

    /// Whether reading on would wait for the other end of a pipe.
    var wouldWait: Bool { pipe?.isPacketMissing ?? false }

    private func damage(_ fault: String) -> SourceError {
        let before =
            switch packets {
            case 0: "no packet was read before it"
            case 1: "the one before it was read"
            default: "the \(packets) before it were read"
            }
        return SourceError(.damaged, "\(name): packet \(packets + 1): \(fault.harmless); \(before)")
    }

    /// The time of a packet; absurd times come out as some other time.
    private static func nanoseconds(_ time: timeval) -> Int64 {
        // The seconds of a pcap file are unsigned, but libpcap hands them out signed.
        let isWrapped = time.tv_sec < 0 && time.tv_sec >= Int(Int32.min)
        let seconds = isWrapped ? time.tv_sec + 1 << 32 : time.tv_sec
        return Int64(seconds) &* 1_000_000_000 &+ Int64(time.tv_usec)
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).harmless
    }
}
