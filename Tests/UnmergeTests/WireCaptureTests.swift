import Foundation
import Frames
import TestSupport
import Testing
import Traffic
import Unmerge

/// Captures of the wire, in which nothing may be cut; they lie beside the package where it is developed.
private let wireCaptures = TestCapture.shared

@Suite("Captures of the wire", .enabled(if: !wireCaptures.isEmpty))
struct WireCaptureTests {
    /// True super-packets in public captures: a guess for each of four, and three by the MSS.
    private static let superPackets: [String: [Confidence: Int]] = [
        "tcpdump-gso-ipv4.pcap": [.guess: 1], "tcpdump-bigtcp-ipv4.pcap": [.guess: 1],
        "tcpdump-bigtcp-ipv6-hbh.pcap": [.guess: 1], "tcpdump-ipv4_tcp_http_xml_tso.pcap": [.guess: 1],
        "tcpdump-mptcp-v1.pcap": [.mss: 3],
    ]

    @Test(arguments: wireCaptures)
    func nothingIsCut(file: URL) throws {
        guard var source = try? TrafficSource.open(file.path), let start = source.mark() else { return }
        let evidence = SizeEvidence(reading: &source)
        source.seek(to: start)
        var unmerger = Unmerger(evidence)
        var batch = FrameBatch()
        var (frames, left) = (0, 0)
        while (try? source.read(into: &batch)) == true {
            frames += batch.count
            left += unmerger.frames(of: batch).count
        }
        let counts = unmerger.counts
        #expect(counts.packets == Self.superPackets[file.lastPathComponent] ?? [:])
        #expect(counts.uncertain == 0)
        #expect(left == frames - counts.cut + counts.segments)
    }
}
