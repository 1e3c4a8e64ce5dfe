import Frames
import Packet
import Unmerge

/// Cutting packets that were merged before the capture.
extension IntakeSource {
    /// Goes back to the first frame, where packets which were handed out would have been cut.
    ///
    /// - Throws: Always, that the source begins anew.
    mutating func beginAnew() throws(SourceError) {
        guard start != nil else { return }
        goToStart()
        throw SourceError(.beginsAnew, "\(source.facts.name): it holds packets that were merged before the capture")
    }

    /// Goes back to the first frame, if there is a way.
    mutating func goToStart() {
        guard let start else { return }
        source.seek(to: start)
        selection = makeSelection()
        (lookahead, frames, interfaces, index) = (Lookahead(), 0, InterfaceCounts(), 0)
        (cutting, held) = (nil, nil)
        if options.keepsNumbers { kept = FrameNumbers() }
        times = options.spacesSegments ? SegmentTimes(options.link) : nil
    }

    /// Cuts what is to be cut of a batch: where there is something, it goes to `cutting`, and else is handed out.
    mutating func cut(_ batch: inout FrameBatch) throws(SourceError) -> Bool {
        guard var selection, var unmerger else { return true }
        // One copy of each in memory while it changes.
        (self.selection, self.unmerger) = (nil, nil)
        defer { (self.selection, self.unmerger) = (selection, unmerger) }
        var (places, cuts) = ([Int32](), [CutBatch.Cut]())
        let link = batch.link
        _ = selection.withFates(of: batch) { frame, record, origin, fate, place in
            guard fate != .ignored else { return true }
            if let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: link),
                let segmenter = unmerger.segments(of: packet, in: frame, told: origin, isTaken: fate == .taken)
            {
                cuts.append(CutBatch.Cut(place: places.count, segmenter: segmenter))
            }
            if fate == .taken { places.append(Int32(truncatingIfNeeded: place)) }
            return true
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
        while !batch.isFull, let number = cut.next(into: &batch, &times) { kept?.append(number) }
        batch.renumber(from: index)
        index += UInt64(batch.count)
        if !cut.isOver { cutting = cut }
    }
}
