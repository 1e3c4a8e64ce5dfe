import Foundation
import Frames
import Intake
import TestSupport
import Testing
import Traffic

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
        guard let opened = try? TrafficSource.open(file.path) else { return }
        var options = IntakeOptions.untouched
        options.unmerge = .auto
        var source: any FrameSource = try IntakeSource(opened, options)
        var batch = FrameBatch()
        var left = 0
        while true {
            do throws(SourceError) {
                guard try source.read(into: &batch) else { break }
                left += batch.count
            } catch {
                guard error.kind == .beginsAnew else { break }
                left = 0
            }
        }
        let account = try #require(source.facts.account)
        let counts = account.unmerge ?? UnmergeCounts()
        let frames = Int(account.frames)
        #expect(counts.packets == Self.superPackets[file.lastPathComponent] ?? [:])
        #expect(counts.uncertain == 0)
        #expect(left == frames - counts.cut + counts.segments)
    }
}
