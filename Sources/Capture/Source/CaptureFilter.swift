import CPcap
import CaptureFormats
import Frames
import Packet
import PlainText

/// A compiled capture filter.
@safe
package final class CaptureFilter: @unchecked Sendable {  // the program is only read once it is compiled
    private var program = unsafe bpf_program()

    /// Compiles `expression` for frames of type `link`.
    package init(_ expression: String, link: LinkType, snapLength: Int) throws(SourceError) {
        guard let handle = unsafe pcap_open_dead(link.pcapNumber, Int32(clamping: snapLength)) else {
            throw SourceError(.filter, "the filter cannot be compiled: out of memory")
        }
        defer { unsafe pcap_close(handle) }
        guard unsafe pcap_compile(handle, &program, expression, 1, UInt32.max) == 0 else {
            let fault = unsafe String(cString: pcap_geterr(handle))
            throw SourceError(
                .filter,
                "filter \"\(expression.harmless)\": \(fault.harmless); filters are written as for tcpdump, "
                    + "such as \"tcp port 80 and host 10.0.0.1\"")
        }
    }

    deinit {
        unsafe pcap_freecode(&program)
    }

    /// Whether a frame passes.
    package func passes(_ frame: Span<UInt8>, wireLength: Int) -> Bool {
        var header = pcap_pkthdr()
        header.caplen = UInt32(truncatingIfNeeded: frame.count)
        header.len = UInt32(truncatingIfNeeded: wireLength)
        return unsafe frame.withUnsafeBufferPointer { bytes in
            // An empty frame has no address, and the program must not be handed none.
            guard let start = bytes.baseAddress else {
                return unsafe withUnsafePointer(to: 0) { unsafe run(&header, $0) }
            }
            return unsafe run(&header, start)
        }
    }

    private func run(_ header: inout pcap_pkthdr, _ start: UnsafePointer<UInt8>) -> Bool {
        unsafe withUnsafePointer(to: program) { unsafe pcap_offline_filter($0, &header, start) != 0 }
    }
}
