public import Frames

extension SizeEvidence {
    /// All that a source tells from where it is to its end, or to a fault that reading it again will tell.
    ///
    /// - Parameters:
    ///   - source: The source, which is at its end then.
    ///   - goesOn: Asked with the number of frames after each batch: whether to read on.
    /// - Complexity: Linear in the number of frames.
    public init(reading source: inout any FrameSource, while goesOn: (UInt64) -> Bool = { _ in true }) {
        self.init(link: source.facts.link)
        var batch = FrameBatch()
        var frames: UInt64 = 0
        while goesOn(frames), (try? source.read(into: &batch)) == true {
            batch.withRawFrames { raw in
                for place in batch.indices {
                    let wireLength = Int(raw.record(at: place).wireLength)
                    note(batch.frame(at: place).span, wireLength: wireLength)
                }
            }
            frames += UInt64(batch.count)
        }
    }
}
