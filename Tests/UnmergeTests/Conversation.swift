import Packet
import TestSupport
import Unmerge

/// Packets of some connections as a capture has them, merged or not, and what becomes of them.
struct Conversation {
    /// One direction of a connection.
    struct Side {
        var flow: FlowKey
        var sequence: UInt32 = 1_000
        var identification: UInt16 = 7
        var options: [UInt8] = []
        /// How much the identification grows by a segment.
        var step: UInt16 = 1
    }

    private(set) var frames: [TestFrame] = []
    /// The frames whose cut is told, in order.
    private var told: [Int] = []

    static let timestamp = FrameBuilder.timestamp(5, echo: 6)

    /// A side of a connection from host 1 to host 2, in IPv4 or IPv6, with port `port`.
    static func side(_ port: UInt16 = 40_000, isIPv6: Bool = false, options: [UInt8] = []) -> Side {
        let hosts = [1, 2].map { (number: UInt64) in
            isIPv6 ? IPAddress(high: 0x2001_0db8 << 32, low: number) : IPAddress(v4: 0x0a00_0000 + UInt32(number))
        }
        return Side(
            flow: FlowKey(source: hosts[0], destination: hosts[1], sourcePort: port, destinationPort: 5201),
            options: options)
    }

    /// Both SYNs, each with its MSS option, or one of them, or none.
    mutating func open(_ side: inout Side, own: Int?, peer: Int?) {
        if let own {
            var syn = FrameBuilder(side.flow)
            syn.sequence = side.sequence &- 1
            syn.flags = [.syn]
            syn.tcpOptions = [2, 4, UInt8(own >> 8), UInt8(own & 255)]
            add(syn)
        }
        if let peer {
            var syn = FrameBuilder(side.flow.reversed)
            syn.flags = [.syn, .ack]
            syn.tcpOptions = [2, 4, UInt8(peer >> 8), UInt8(peer & 255)]
            add(syn)
        }
    }

    /// A packet of `payload` bytes that was `segments` on the wire; its cut is told.
    mutating func send(_ side: inout Side, _ payload: Int, segments: Int = 1, flags: TCPFlags = [.ack]) {
        var frame = FrameBuilder(side.flow)
        frame.sequence = side.sequence
        frame.identification = side.identification
        frame.flags = flags
        frame.tcpOptions = side.options
        frame.payload = [UInt8](repeating: 0x61, count: payload)
        if payload > 0 { told.append(frames.count) }
        add(frame)
        side.sequence &+= UInt32(payload)
        side.identification &+= side.step &* UInt16(segments)
    }

    private mutating func add(_ frame: FrameBuilder) {
        let bytes = frame.bytes()
        frames.append(TestFrame(Array(bytes.prefix(160)), wireLength: bytes.count))
    }

    /// What becomes of each packet with payload: `3 x 1448 mss`, `whole`, or `uncertain`.
    func cuts(mtu: Int = 1500, flowLimit: Int = 65_536, passing: Bool = false) -> [String] {
        var unmerger =
            passing
            ? Unmerger(passingWithMTU: mtu) : Unmerger(SizeEvidence(of: frames, flowLimit: flowLimit), mtu: mtu)
        var cuts: [String] = []
        for frame in frames {
            let before = unmerger.counts.uncertain
            let segmenter = unmerger.segments(of: frame)
            let whole = unmerger.counts.uncertain > before ? "uncertain" : "whole"
            cuts.append(segmenter.map { "\($0.count) x \($0.size) \($0.confidence.rawValue)" } ?? whole)
        }
        return told.map { cuts[$0] }
    }
}
