import Frames
import Packet
import Unmerge

/// A walk through a source from its first frame on, batch by batch, which hands nothing out.
struct Rereading: Sendable {
    /// What the frames have told.
    private(set) var findings: RereadingFindings
    /// The selection as it is where the walk has come.
    private(set) var selection: FrameSelection
    private var source: any FrameSource
    /// The number of the frame before which it ends.
    private let end: UInt64

    /// A walk that has not begun.
    ///
    /// - Parameters:
    ///   - findings: What is done with the frames.
    ///   - source: The source at its first frame.
    ///   - selection: What becomes of them.
    ///   - end: The number of the frame before which it ends.
    init(
        _ findings: RereadingFindings, _ source: any FrameSource, _ selection: FrameSelection, until end: UInt64 = .max
    ) {
        (self.findings, self.source, self.selection, self.end) = (findings, source, selection, end)
    }

    /// How much of the source was walked through, from 0 to 1.
    var progress: Double { source.progress ?? 0 }

    /// Walks through the next batch, for which `batch` is used.
    ///
    /// - Returns: Whether more is to come. What ends the source early is told when it is read to be handed out.
    /// - Throws: That the filter does not compile.
    mutating func step(_ batch: inout FrameBatch) throws(SourceError) -> Bool {
        guard (try? source.read(into: &batch)) == true else { return false }
        try selection.prepare(batch.link)
        let link = batch.link
        // One copy of them in memory while they change.
        var findings = RereadingFindings(.search, MergeWatch(mtu: 0))
        swap(&findings, &self.findings)
        defer { swap(&findings, &self.findings) }
        return selection.withFates(of: batch, until: end) { frame, record, origin, fate, _ in
            findings.look(at: frame, record, link, fate, origin)
            return !findings.isMerged
        }
    }
}
