import Frames
import Packet
import Unmerge

/// What the frames of a source tell somebody who walks through it.
struct RereadingFindings: Sendable {
    /// What is done with the frames.
    enum Work: Sendable {
        /// Those that were merged are looked for.
        case search
        /// All that they tell of segment sizes is noted.
        case evidence
        /// Those that were handed out are cut, to see whether there was something to be cut.
        case check
    }

    let work: Work
    /// What notices merged packets.
    private var watch: MergeWatch
    /// Whether one was found.
    private(set) var isMerged = false
    /// What the frames tell of sizes.
    private(set) var evidence = SizeEvidence()
    /// What cuts: nothing but in a check.
    private(set) var unmerger: Unmerger?

    /// Nothing yet.
    init(_ work: Work, _ watch: MergeWatch, _ unmerger: Unmerger? = nil) {
        (self.work, self.watch, self.unmerger) = (work, watch, unmerger)
    }

    @inline(__always)
    mutating func look(
        at frame: Span<UInt8>, _ record: FrameRecord, _ link: LinkType, _ fate: FrameSelection.Fate,
        _ origin: FrameOrigin
    ) {
        if work == .search {
            isMerged = watch.isMerged(
                frame, record, link: link, segmentSize: origin.segmentSize, isTaken: fate == .taken)
            return
        }
        guard fate != .ignored, let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: link) else {
            return
        }
        if work == .evidence {
            evidence.note(packet)
        } else {
            _ = unmerger?.segments(of: packet, in: frame, told: origin, isTaken: fate == .taken)
        }
    }
}
