import Filters
import Frames
import Packet

/// Finding out by the first frames who receives.
extension IntakeSource {
    /// Finds out who receives, and says whether that is known now.
    mutating func lookAhead(_ capacity: Int) throws(SourceError) -> Bool {
        if choice == nil {
            guard lookahead.fill(from: &source, capacity: capacity, options) else { return false }
            learn(lookahead.batches)
        }
        selection = makeSelection()
        try selection?.prepare(source.facts.link)
        if options.looksAhead, options.unmerge == .auto, unmerger == nil { beginSearch() }
        return true
    }

    /// Takes in what the first frames tell.
    private mutating func learn(_ batches: [FrameBatch]) {
        let evidence = evidence(batches)
        let choice = options.receiver.map { evidence.choice(given: $0) } ?? evidence.decide()
        (self.choice, choices) = (choice, choice.choices)
        if options.receiver == .all { suggestedFilter = SuggestedFilter(batches) }
        if options.notesQueues { toldQueues = Int(batches.map(\.lastQueue).max() ?? -1) + 1 }
    }

    /// What some frames say of who receives, as far as they are of the interface that is wanted.
    private func evidence(_ batches: [FrameBatch]) -> ReceiverEvidence {
        var evidence = ReceiverEvidence(interfaces: source.facts.interfaces)
        for batch in batches {
            let index = batch.link == .linuxCooked2 ? options.interface : nil
            batch.withEachFrame { frame, record, origin in
                if let index, FramePlace(frame, link: batch.link, origin: origin).interface != index { return }
                evidence.note(frame, wireLength: Int(record.wireLength), link: batch.link, origin: origin)
            }
        }
        return evidence
    }
}
