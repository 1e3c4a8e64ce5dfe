import Frames
import Packet

/// Reading frames, and leaving out what is not received.
extension IntakeSource {
    /// Reads and selects the next batch of the source, which may come out empty; one with frames that are cut goes to
    /// `cutting`.
    mutating func takeNext(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        if selection == nil {
            guard try lookAhead(batch.capacity) else { return true }
        }
        guard try lookahead.next(&batch, from: &source) else { return false }
        try selection?.prepare(batch.link)
        frames += UInt64(batch.count)
        countInterfaces(batch)
        guard !batch.isEmpty else { return true }
        if unmerger == nil {
            guard let places = look(at: batch) else {
                beginUnmerging(before: &batch)
                return true
            }
            hand(&batch, places)
            return true
        }
        return try cut(&batch)
    }

    /// Counts the frames of each interface; where there is no more than one, and no frame names its own, that costs
    /// nothing.
    private mutating func countInterfaces(_ batch: FrameBatch) {
        if batch.hasOrigins, source.facts.interfaces.count > 1 {
            for place in batch.indices { interfaces.add(1, at: Int(batch.origin(at: place).interface)) }
        } else {
            interfaces.add(batch.count, at: 0)
        }
        guard batch.link == .linuxCooked2 else { return }
        batch.withEachFrame { frame, _, _ in
            if let index = FramePlace.cookedIndex(frame) { interfaces.addFrame(ofIndex: index) }
        }
    }

    /// The places of the frames that are taken; nil where one of them was merged, and is to be cut.
    private mutating func look(at batch: FrameBatch) -> Places? {
        guard var selection else { return .all }
        // One copy of it in memory while it changes.
        self.selection = nil
        defer { self.selection = selection }
        let (takesAll, watches, link) = (selection.takesAll(batch), options.unmerge == .auto, batch.link)
        if takesAll, !watches { return .all }
        // What a capture says of a frame besides is not to be overlooked.
        var plain = batch.hasOrigins ? nil : PlainFrames(selection, link: link)
        if watches { plain?.setLimit(watch) }
        var (places, watch, isMerged, plainLeftOut) = (Places.all, watch, false, 0)
        batch.withRawFrames { raw in
            var place = 0
            while place < raw.count, !isMerged {
                if let plain {
                    let end = plain.endOfTaken(raw, from: place)
                    places.take(place..<end)
                    place = end
                    guard place < raw.count else { return }
                }
                let record = raw.record(at: place)
                raw.withBytes(of: record) { frame in
                    if plain?.isLeftOut(frame) == true {
                        plainLeftOut += 1
                        return places.leaveOut(place)
                    }
                    let origin = batch.origin(at: place)
                    let fate = selection.fate(frame, record, link: link, origin)
                    if watches {
                        isMerged = watch.isMerged(
                            frame, record, link: link, segmentSize: origin.segmentSize, isTaken: fate == .taken)
                        plain?.setLimit(watch)
                    }
                    if fate == .taken { places.take(place..<place + 1) } else { places.leaveOut(place) }
                }
                place += 1
            }
        }
        selection.countLeftOut(plainLeftOut)
        self.watch = watch
        return isMerged ? nil : places
    }

    /// Hands out a batch none of whose frames is cut.
    mutating func hand(_ batch: inout FrameBatch, _ places: Places) {
        if case .some(let places) = places { batch.keep(places) }
        guard let first = batch.firstIndex else { return }
        let isStraight = first == index && (kept?.isStraight ?? true) && batch.isConsecutive
        if isStraight {
            kept?.appendStraight(batch.count)
        } else {
            batch.forEachIndex { kept?.append(FrameNumber($0)) }
            batch.renumber(from: index)
        }
        index += UInt64(batch.count)
    }
}
