import Frames
import Packet

/// A quick look at what most frames are: IPv4 on Ethernet, no SYN, no longer than a packet of the wire.
///
/// It tells of nearly every frame in a few nanoseconds whether it is taken, and leaves the rest to those who look
/// closer. Without it, to look at all frames of a plain capture would cost a fifth of all that is done with them.
struct PlainFrames {
    /// The receiver's MAC address; nil where all frames are taken.
    private let mac: MACAddress?
    /// The length on the wire up to which a frame is harmless.
    private var limit: UInt32 = .max

    /// A look for a receiver; nil where more than its address decides.
    ///
    /// - Parameters:
    ///   - selection: What decides.
    ///   - link: What stands in front of IP.
    init?(_ selection: FrameSelection, link: LinkType) {
        guard link == .ethernet, let plain = selection.plain(link) else { return nil }
        switch plain {
        case .all: mac = nil
        case .to(let address): mac = address
        }
    }

    /// Notes what a watch says of lengths: up to which, from the IP header on, a frame is harmless.
    @inline(__always)
    mutating func setLimit(_ watch: MergeWatch) { limit = UInt32(clamping: watch.harmless + 14) }

    /// The first place from `first` on whose frame may be something else than a harmless one that is taken.
    func endOfTaken(_ frames: RawFrames, from first: Int) -> Int {
        frames.endOfUsual(from: first, destination: mac, limit: limit)
    }

    /// Whether a frame is a harmless one that is left out, since it is to somebody else.
    @inline(__always)
    func isLeftOut(_ frame: Span<UInt8>) -> Bool {
        guard let mac, frame.count >= 48, frame.word32(at: 12) & 0xffff_ff00 == 0x0800_4500 else { return false }
        if frame[23] == 6, frame[47] & TCPFlags.syn.rawValue != 0 { return false }
        let destination = frame.word64(at: 0) >> 16
        return destination != mac.value && destination >> 40 & 1 == 0
    }
}
