import CPcap
import Glibc
import Packet

/// Writes a classic pcap file with nanosecond times.
public struct CaptureWriter: ~Copyable {
    private let name: String
    private let snapLength: Int
    private let handle: OpaquePointer
    private let dumper: OpaquePointer

    /// Creates or overwrites the file at `path`; `-` is standard output.
    ///
    /// - Parameters:
    ///   - path: Where the capture goes.
    ///   - link: What stands in front of IP in the frames.
    ///   - snapLength: How many bytes of a frame are kept.
    /// - Throws: That the file cannot be written, and why.
    public init(path: String, link: LinkType = .ethernet, snapLength: Int = 262_144) throws(SourceError) {
        name = path == "-" ? "stdout" : path.harmless
        self.snapLength = snapLength
        guard let stream = path == "-" ? fdopen(dup(1), "wb") : fopen(path, "wb") else {
            throw SourceError(.cannotWrite, "\(name): cannot be written: \(String(cString: strerror(errno)))")
        }
        let precision = UInt32(PCAP_TSTAMP_PRECISION_NANO)
        let length = Int32(clamping: snapLength)
        guard let handle = pcap_open_dead_with_tstamp_precision(link.pcapNumber, length, precision) else {
            fclose(stream)
            throw SourceError(.cannotWrite, "\(name): cannot be written: out of memory")
        }
        guard let dumper = pcap_dump_fopen(handle, stream) else {
            let fault = String(cString: pcap_geterr(handle)).harmless
            // The stream is left alone: libpcap has closed it where it could not write the header.
            pcap_close(handle)
            throw SourceError(.cannotWrite, "\(name): cannot be written: \(fault)")
        }
        self.handle = handle
        self.dumper = dumper
    }

    deinit {
        pcap_dump_close(dumper)
        pcap_close(handle)
    }

    /// Writes one frame, cut to the snap length.
    ///
    /// - Parameters:
    ///   - frame: The frame's bytes.
    ///   - wireLength: The frame's length on the wire, or nil when all of it is there.
    ///   - time: Nanoseconds since 1970.
    public mutating func write(_ frame: Span<UInt8>, wireLength: Int? = nil, time: Int64) {
        var header = pcap_pkthdr()
        let (seconds, nanoseconds) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        header.ts.tv_sec = Int(seconds)
        header.ts.tv_usec = Int(nanoseconds)
        header.caplen = UInt32(clamping: min(frame.count, snapLength))
        header.len = UInt32(clamping: wireLength ?? frame.count)
        frame.withUnsafeBufferPointer { bytes in
            pcap_dump(UnsafeMutablePointer<UInt8>(dumper), &header, bytes.baseAddress)
        }
    }

    /// Writes out what is still in memory, and closes the file.
    ///
    /// - Throws: That not all could be written. Without this call a full disk goes unnoticed.
    public consuming func finish() throws(SourceError) {
        guard pcap_dump_flush(dumper) == 0 else {
            throw SourceError(.cannotWrite, "\(name): not all frames could be written; is the disk full?")
        }
    }
}
