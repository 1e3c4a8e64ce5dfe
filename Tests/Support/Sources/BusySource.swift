import Frames

/// A source that reads something else for so many steps before it hands out its packets.
public struct BusySource: FrameSource {
    private var source: TestSource
    private let reading: SecondReading
    private var steps: Int

    /// A source of the packets of some lines, which is in the midst of a reading.
    public init(_ packets: [String], _ reading: SecondReading, steps: Int = .max) throws {
        source = try TestSource(packets)
        (self.reading, self.steps) = (reading, steps)
    }

    /// What is said of it.
    public var facts: SourceFacts { source.facts }
    /// How much was handed out.
    public var progress: Double? { source.progress }
    /// The reading, until it is over.
    public var secondReading: SecondReading? { steps > 0 ? reading : nil }

    /// Takes a step of the reading, or reads the next packets.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        guard steps > 0 else { return try source.read(into: &batch) }
        steps -= 1
        return true
    }
}
