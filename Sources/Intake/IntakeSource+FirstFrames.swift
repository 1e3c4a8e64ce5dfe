import Frames

/// The source once more, for those who try something else with it.
extension IntakeSource {
    /// The source at its first packet, with what is known of segment sizes; nil where there is no way back.
    public func fromTheStart() -> (any FrameSource)? {
        guard start != nil, rereading == nil else { return nil }
        var again = self
        again.goToStart()
        again.unmerger = unmerger?.fromTheStart
        return again
    }

    /// The first packets of so many frames, received by the same; nil where there is no way back.
    ///
    /// Segments that are cut come back to back, as on the wire.
    public func firstFrames(_ count: Int) -> (any FrameSource)? {
        guard let start, let choice else { return nil }
        var first = source
        first.seek(to: start)
        var options = options
        (options.spacesSegments, options.looksAhead, options.keepsNumbers) = (true, false, false)
        // What compiled and was read before does so again, unless the file has changed.
        guard var again = try? IntakeSource(FirstFrames(count, of: first), options) else { return nil }
        again.choice = choice
        again.selection = again.makeSelection()
        return again
    }
}
