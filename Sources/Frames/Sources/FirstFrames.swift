/// The first frames of a source.
package struct FirstFrames: FrameSource {
    private var source: any FrameSource
    /// Frames that are still to be handed out.
    private var left: Int

    /// So many frames from where `source` is.
    package init(_ count: Int, of source: any FrameSource) { (self.source, left) = (source, count) }

    package var facts: SourceFacts { source.facts }
    package var progress: Double? { nil }
    package var isQuiet: Bool { source.isQuiet }

    package mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        guard left > 0 else {
            batch.removeAll()
            return false
        }
        let isMore = try source.read(into: &batch)
        if batch.count > left { batch.keep(Array(0..<Int32(left))) }
        left -= batch.count
        return isMore
    }

    package func mark() -> SourceMark? { source.mark() == nil ? nil : SourceMark(self) }

    package mutating func seek(to mark: SourceMark) { self = mark.source(as: Self.self) }
}
