import Frames
import Packet
import TestSupport
import Unmerge

extension SizeEvidence {
    /// What some frames tell.
    init(of frames: [TestFrame], link: LinkType = .ethernet, flowLimit: Int = 65_536) {
        self.init(flowLimit: flowLimit)
        for frame in frames {
            if let packet = TCPPacket(frame.bytes.span, wireLength: frame.wireLength, link: link) { note(packet) }
        }
    }
}

extension Unmerger {
    /// The segments of the next frame; nil where it stays as it is.
    mutating func segments(of frame: TestFrame, link: LinkType = .ethernet, gsoSize: Int? = nil) -> Segmenter? {
        guard let packet = TCPPacket(frame.bytes.span, wireLength: frame.wireLength, link: link) else { return nil }
        let told = FrameOrigin(segmentSize: gsoSize.map(Int32.init) ?? -1)
        return segments(of: packet, in: frame.bytes.span, told: told)
    }
}

extension Segmenter {
    /// All segments of a frame.
    func frames(of frame: TestFrame) -> [TestFrame] {
        var segmenter = self
        return (0..<count).map { number in
            let segment = segmenter.makeSegment(number, of: frame.bytes.span)
            return TestFrame(segmenter.header + frame.bytes[segment.payload], wireLength: segment.wireLength)
        }
    }
}
