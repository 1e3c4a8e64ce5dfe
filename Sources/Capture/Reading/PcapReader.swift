import CPcap
import CaptureFormats
import Frames
import Glibc
import Packet
import PlainText

/// A capture as libpcap reads it; closed when it goes.
@safe
struct PcapReader: ~Copyable {
    /// What came of an attempt to read a packet.
    enum Outcome: Equatable {
        /// A packet.
        case packet
        /// The end of the capture.
        case end
        /// Damage, in libpcap's words.
        case fault(String)
    }

    /// What stands in front of IP in the frames.
    let link: LinkType
    /// The most bytes of a frame that are captured.
    let snapLength: Int

    private let source: LibpcapStream
    private let handle: OpaquePointer

    /// Reads what a capture begins with.
    ///
    /// - Parameters:
    ///   - input: The capture, at its beginning.
    ///   - name: The capture as it is shown.
    /// - Throws: That it cannot be opened, is no capture, or has frames that cannot be read.
    init(_ input: any CaptureInput, name: String) throws(SourceError) {
        source = LibpcapStream(input)
        guard let stream = unsafe source.open() else { throw .cannotOpen(name, SourceError.lastFault()) }
        // Nothing at all deserves a sentence of its own; for a pipe only reading tells.
        let first = unsafe getc(stream)
        guard first != EOF else {
            let isBroken = unsafe ferror(stream) != 0
            let reason = isBroken ? SourceError.lastFault() : input.failure ?? "it is empty"
            unsafe fclose(stream)
            throw isBroken ? .cannotOpen(name, reason) : .notACapture(name, reason)
        }
        unsafe ungetc(first, stream)
        var fault = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let precision = UInt32(PCAP_TSTAMP_PRECISION_NANO)
        let handle = unsafe pcap_fopen_offline_with_tstamp_precision(stream, precision, &fault)
        guard let handle = unsafe handle else {
            unsafe fclose(stream)
            throw .notACapture(name, input.failure ?? Self.text(fault))
        }
        let number = unsafe pcap_datalink(handle)
        guard let link = LinkType(pcap: number) else {
            unsafe pcap_close(handle)
            throw SourceError(.unsupportedLink, "\(name): \(LinkType.unsupported(LinkType.name(pcap: number)))")
        }
        self.link = link
        snapLength = unsafe source.hiddenSnapLength ?? Int(pcap_snapshot(handle))
        unsafe self.handle = handle
    }

    deinit { unsafe pcap_close(handle) }

    /// Where in the file the next packet is looked for.
    var position: Int { unsafe stream.map { unsafe ftello($0) } ?? 0 }

    /// Looks for the next packet at `position`, and says whether that is possible.
    mutating func seek(to position: Int) -> Bool {
        unsafe stream.map { unsafe fseeko($0, position, SEEK_SET) == 0 } ?? false
    }

    private var stream: UnsafeMutablePointer<FILE>? { unsafe pcap_file(handle) }

    /// Reads the next packet and lends its bytes to `body`, together with its wire length and its time in nanoseconds.
    mutating func next(_ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Void) -> Outcome {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        let result = unsafe pcap_next_ex(handle, &header, &data)
        guard result != PCAP_ERROR_BREAK else { return .end }
        guard result == 1, let header = unsafe header else {
            return unsafe .fault(String(cString: pcap_geterr(handle)))
        }
        let wireLength = unsafe Int(header.pointee.len)
        let captured = unsafe data == nil ? 0 : min(Int(header.pointee.caplen), wireLength)
        // Libpcap lends so many bytes until it is asked for the next packet.
        let bytes = unsafe UnsafeBufferPointer(start: data, count: captured)
        unsafe body(bytes.span, wireLength, Self.nanoseconds(header.pointee.ts))
        return .packet
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
