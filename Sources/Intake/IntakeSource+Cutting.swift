import Frames
import Packet
import Unmerge

/// Cutting packets that were merged before the capture.
extension IntakeSource {
    /// Reads all that the source tells of segment sizes, now that a packet has turned up that was merged, and goes on
    /// cutting.
    ///
    /// - Parameter batch: The batch with that packet, of which nothing has been counted yet but the frames.
    /// - Throws: That packets which were handed out would have been cut, so that the source begins anew.
    mutating func beginUnmerging(before batch: FrameBatch) throws(SourceError) {
        guard let start, let first = batch.firstIndex else { return }
        let fresh = try readAgain()
        var (again, follower) = (source, fresh)
        again.seek(to: start)
        let selection = try forEach(of: &again, until: first) { frame, record, link, fate, origin in
            if fate != .ignored, let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: link) {
                _ = follower.segments(of: packet, in: frame, told: origin, isTaken: fate == .taken)
            }
            return true
        }
        self.selection = selection
        unmerger = follower
        guard follower.counts.cut > 0 else { return }
        source.seek(to: start)
        unmerger = fresh
        self.selection = makeSelection()
        (lookahead, frames, interfaceFrames, index) = (Lookahead(), 0, [], 0)
        if options.keepsNumbers { kept = FrameNumbers() }
        throw SourceError(.beginsAnew, "\(source.facts.name): it holds packets that were merged before the capture")
    }

    /// What cuts by all that the whole source tells.
    func readAgain() throws(SourceError) -> Unmerger {
        guard let start else { return Unmerger(passingWithMTU: options.mtu) }
        var (again, evidence) = (source, SizeEvidence())
        again.seek(to: start)
        try forEach(of: &again) { frame, record, link, fate, _ in
            if fate != .ignored, let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: link) {
                evidence.note(packet)
            }
            return true
        }
        return Unmerger(evidence, mtu: options.mtu)
    }

    /// Goes through a source from its first frame, be it to a fault that reading it again will tell.
    ///
    /// - Parameters:
    ///   - again: The source.
    ///   - end: The number of the frame before which it ends.
    ///   - body: Takes each frame and what becomes of it, and says whether to go on.
    /// - Returns: The selection as it is there.
    /// - Throws: That the filter does not compile for a link type.
    @discardableResult
    func forEach(
        of again: inout any FrameSource, until end: UInt64 = .max,
        _ body: (Span<UInt8>, FrameRecord, LinkType, FrameSelection.Fate, FrameOrigin) -> Bool
    ) throws(SourceError) -> FrameSelection {
        var (selection, batch, goesOn) = (makeSelection(), FrameBatch(capacity: 4096), true)
        while goesOn, !options.isInterrupted(), (try? again.read(into: &batch)) == true {
            try selection.prepare(batch.link)
            batch.withRawFrames { raw in
                for place in 0..<raw.count where goesOn {
                    let (record, origin) = (raw.record(at: place), batch.origin(at: place))
                    goesOn = record.index < end
                    guard goesOn else { return }
                    raw.withBytes(of: record) { frame in
                        let fate = selection.fate(frame, record, link: batch.link, origin)
                        goesOn = body(frame, record, batch.link, fate, origin)
                    }
                }
            }
        }
        return selection
    }

    /// Cuts what is to be cut of a batch: where there is something, it goes to `cutting`, and else is handed out.
    mutating func cut(_ batch: inout FrameBatch) throws(SourceError) -> Bool {
        guard var selection, var unmerger else { return true }
        // One copy of each in memory while it changes.
        (self.selection, self.unmerger) = (nil, nil)
        defer { (self.selection, self.unmerger) = (selection, unmerger) }
        var (places, cuts) = ([Int32](), [CutBatch.Cut]())
        batch.withRawFrames { raw in
            for place in 0..<raw.count {
                let (record, origin) = (raw.record(at: place), batch.origin(at: place))
                raw.withBytes(of: record) { frame in
                    let fate = selection.fate(frame, record, link: batch.link, origin)
                    guard fate != .ignored else { return }
                    if let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: batch.link),
                        let segmenter = unmerger.segments(
                            of: packet, in: frame, told: origin, isTaken: fate == .taken)
                    {
                        cuts.append(CutBatch.Cut(place: places.count, segmenter: segmenter))
                    }
                    if fate == .taken { places.append(Int32(truncatingIfNeeded: place)) }
                }
            }
        }
        guard !cuts.isEmpty else {
            hand(&batch, .some(places))
            return true
        }
        batch.keep(places)
        cutting = CutBatch(batch, cuts)
        return true
    }

    /// Hands out the next packets of the batch that is cut.
    mutating func handOutCut(into batch: inout FrameBatch) {
        guard var cut = cutting.take() else { return }
        batch.removeAll()
        while !batch.isFull, let number = cut.next(into: &batch) { kept?.append(number) }
        batch.renumber(from: index)
        index += UInt64(batch.count)
        if !cut.isOver { cutting = cut }
    }
}
