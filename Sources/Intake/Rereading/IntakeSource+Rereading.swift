import Frames
import Unmerge

/// Reading a file besides handing it out, in steps, so that whoever reads can see to other things between them.
extension IntakeSource {
    /// How far that has come; nil where nothing but the next packets is to be read.
    public var secondReading: SecondReading? {
        guard let reading = rereading else { return nil }
        if reading.findings.work == .search { return SecondReading(.search, share: reading.progress) }
        // With a batch at hand there is a second walk, to that batch.
        let second = held == nil ? 0 : source.progress ?? 0
        let done = reading.findings.work == .check ? 1.0 : 0
        return SecondReading(.segmentSizes, share: (done + reading.progress) / (1 + second))
    }

    /// Begins to look for a packet that was merged.
    mutating func beginSearch() { rereading = makeRereading(.search) }

    /// Begins to read all that the source tells of segment sizes, now that a packet has turned up that was merged.
    ///
    /// - Parameter batch: The batch with that packet, of which nothing has been counted yet but the frames. It is kept,
    ///   and left empty.
    mutating func beginUnmerging(before batch: inout FrameBatch) {
        held = batch
        batch = FrameBatch(capacity: batch.capacity)
        rereading = makeRereading(.evidence)
    }

    /// Takes the next step, and leaves `batch` empty, or with what can be handed out behind the last.
    ///
    /// - Throws: That packets which were handed out would have been cut, so that the source begins anew.
    mutating func readOn(_ batch: inout FrameBatch) throws(SourceError) {
        // One copy of it in memory while it changes.
        guard var reading = rereading.take() else { return }
        // Of an interrupted reading the evidence so far has to do.
        let goesOn = options.isInterrupted() ? false : try reading.step(&batch)
        batch.removeAll()
        if goesOn {
            rereading = reading
            return
        }
        switch reading.findings.work {
        case .search: if reading.findings.isMerged { rereading = makeRereading(.evidence) }
        case .evidence:
            let fresh = Unmerger(reading.findings.evidence, mtu: options.mtu)
            unmerger = fresh
            if let first = held?.firstIndex { rereading = makeRereading(.check, fresh, until: first) }
        case .check:
            let kept = held.take()
            if let follower = reading.findings.unmerger, follower.counts.cut > 0 { try beginAnew() }
            (selection, unmerger) = (reading.selection, reading.findings.unmerger)
            if let kept { batch = kept }
            _ = try cut(&batch)
        }
    }

    private func makeRereading(_ work: RereadingFindings.Work, _ unmerger: Unmerger? = nil, until end: UInt64 = .max)
        -> Rereading?
    {
        guard let start else { return nil }
        var again = source
        again.seek(to: start)
        return Rereading(RereadingFindings(work, watch, unmerger), again, makeSelection(), until: end)
    }
}
