import CaptureFormats
import Frames
import Packet

/// A classic pcap capture, be it a file or a pipe, at its next packet.
///
/// Libpcap opens it and says what is wrong with it. The plain records of a file, which are nearly all there are, need
/// not come through libpcap, and are read faster without. A record that is not wholly there or not plain is libpcap's,
/// which says whether it is a packet, damage, or the end of the file. So the two cannot come to different views of what
/// a capture is.
struct PcapFile: ~Copyable {
    /// A place in a file.
    struct Mark: Sendable {
        /// Where the next packet is looked for.
        let position: Int
        /// See `fallback`.
        fileprivate let fallback: Int
        /// Where the reader of plain records is, which stays behind while libpcap reads.
        fileprivate let records: RecordReader<PcapRecords>.Mark?
    }

    /// Libpcap, where it was last.
    private(set) var libpcap: PcapReader
    /// What reads the plain records of a file; nil where all is left to libpcap.
    private var records: RecordReader<PcapRecords>?
    /// How many packets libpcap reads before the reader of plain records goes on; 0 when it is the reader's turn, and
    /// `.max` when it will never be.
    private var fallback = Int.max
    private let fallbackLength: Int
    /// How often libpcap was asked because a record was not plain, or was not there.
    private(set) var fallbacks = 0

    /// Reads what a capture begins with.
    ///
    /// - Parameters:
    ///   - input: The capture, at its beginning.
    ///   - name: The capture as it is shown.
    ///   - file: The capture once more where it is a file that is not packed.
    ///   - tuning: How it is read.
    /// - Throws: That it cannot be opened, is no capture, or has frames that cannot be read.
    init(
        _ input: any CaptureInput, name: String, file: OpenFile?, tuning: CaptureFile.ReadTuning
    ) throws(SourceError) {
        let libpcap = try PcapReader(input, name: name)
        fallbackLength = max(1, tuning.fallback)
        if let file, let blockSize = tuning.blockSize,
            let format = PcapRecords(file.firstBytes(PcapRecords.headerLength).span, link: libpcap.link)
        {
            fallback = 0
            records = RecordReader(FileBytes(file), blockSize: blockSize, format: format)
            records?.move(to: libpcap.position)
        } else {
            records = nil
        }
        self.libpcap = libpcap
    }

    /// Where in the file the next packet is looked for.
    var position: Int {
        switch records {
        case .some(let reader) where fallback == 0: reader.position
        default: libpcap.position
        }
    }

    /// Hands out the next packets as long as their records are plain, and `body` wants more; where there are none, one
    /// of libpcap's.
    ///
    /// - Returns: How many there were, and why there are none.
    @inline(__always)
    mutating func forEach(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ record: PacketRecord) -> Bool
    ) -> (count: Int, halt: CaptureFile.Halt?) {
        if fallback == 0 {
            var count = 0
            while let (more, wantsMore) = records?.forEach(atMost: most - count, body) {
                count += more
                guard wantsMore, case .passed = records?.step() else { break }
            }
            if count > 0 { return (count, nil) }
        }
        let halt = nextOfLibpcap { bytes, wireLength, time in
            _ = body(
                bytes,
                PacketRecord(start: 0, captured: bytes.count, wireLength: wireLength, time: time, end: bytes.count))
        }
        return (halt == nil ? 1 : 0, halt)
    }

    /// Fills an empty batch with the next packets; see `RecordReader`.
    mutating func fill(_ batch: inout FrameBatch, from index: UInt64, parser: (LinkType) -> FrameParser) {
        guard fallback == 0 else { return }
        records?.fill(&batch, from: index, parser: parser)
    }

    /// Lets libpcap read the next packet, and some more after it.
    private mutating func nextOfLibpcap(
        _ body: (_ bytes: Span<UInt8>, _ wireLength: Int, _ time: Int64) -> Void
    ) -> CaptureFile.Halt? {
        if fallback == 0 {
            guard moveLibpcap() else { return .fault(SourceError.lastFault()) }
            fallback = fallbackLength
            fallbacks += 1
        }
        switch libpcap.next(body) {
        case .packet: break
        case .end: return .end
        case .fault(let fault): return .fault(fault)
        }
        if fallback < .max { fallback -= 1 }
        if fallback == 0 { records?.move(to: libpcap.position) }
        return nil
    }

    /// Has libpcap go on where the reader of plain records is, and says whether it can.
    private mutating func moveLibpcap() -> Bool {
        switch records {
        case .some(let reader): libpcap.seek(to: reader.position)
        case nil: true
        }
    }

    /// The place where the file is.
    var mark: Mark {
        let place: RecordReader<PcapRecords>.Mark? =
            switch records {
            case .some(let reader): reader.mark
            case nil: nil
            }
        return Mark(position: position, fallback: fallback, records: place)
    }

    /// Goes to a mark of this file, and says whether it can.
    mutating func seek(to mark: Mark) -> Bool {
        fallback = mark.fallback
        if let place = mark.records { records?.seek(to: place) }
        return fallback == 0 || libpcap.seek(to: mark.position)
    }
}
