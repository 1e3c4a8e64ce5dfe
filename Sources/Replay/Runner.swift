import Packet
import Receive
import Traffic

/// Leads the frames of a source through a receive path, in steps of one frame, one round, or at full speed.
public struct Runner: Sendable {
    /// The receive path.
    public private(set) var pipeline: Pipeline
    /// Whether the source has ended, and with it the last rounds.
    public private(set) var isOver = false
    /// What ended the source early, if something did.
    public private(set) var failure: SourceError?
    /// What is known of the frames themselves.
    public private(set) var survey = Survey()

    private var source: any FrameSource
    private var batch: FrameBatch
    private var place = 0

    /// A run that has not taken a frame yet.
    public init(_ source: any FrameSource, _ pipeline: Pipeline, batchCapacity: Int = 1024) {
        self.source = source
        self.pipeline = pipeline
        batch = FrameBatch(capacity: batchCapacity)
        survey = Survey(mtu: pipeline.settings.offload.mtu)
    }

    /// What can be said of the source.
    public var facts: SourceFacts { source.facts }
    /// How much of the source was read, from 0 to 1, or nil where no end is known.
    public var progress: Double? { source.progress }

    /// Takes the next frame and returns the number of its queue.
    ///
    /// At the end of the source the rounds in progress end, once, and nil is returned. A pipe that has nothing
    /// more just now is waited for.
    public mutating func takeFrame() -> Int? {
        guard fill() else { return nil }
        defer { place += 1 }
        survey.see(batch[place])
        return pipeline.take(&batch[place])
    }

    /// Takes frames until some queue's round has ended; false when the source had no frame left.
    @discardableResult
    public mutating func takeRound() -> Bool {
        while let queue = takeFrame() {
            if pipeline.queues[queue].isRoundOver { return true }
        }
        return false
    }

    /// The frame that was taken last, while it is still in the batch.
    public var latest: Descriptor? { place > 0 && place <= batch.count ? batch[place - 1] : nil }

    /// Takes what is left of the batch at hand, or of the next; false when the source had no frame left.
    ///
    /// This is the way through a whole source at full speed.
    @discardableResult
    public mutating func takeBatch() -> Bool {
        guard fill() else { return false }
        while place < batch.count {
            survey.see(batch[place])
            pipeline.take(&batch[place])
            place += 1
        }
        return true
    }

    /// Ends the run here: the rounds in progress end as if the source had ended.
    public mutating func stop() {
        guard !isOver else { return }
        isOver = true
        batch.removeAll()
        pipeline.finish()
    }

    /// Changes the settings of the receive path between two frames.
    public mutating func apply(_ settings: ReceiveSettings) {
        pipeline.apply(settings)
    }

    /// Turns a knob between two frames.
    public mutating func turn(_ knob: Knob, to value: Int) {
        pipeline.turn(knob, to: value)
    }

    /// Sees to it that a frame is at hand; false at the end of the source, where the last rounds end.
    @inline(__always)
    private mutating func fill() -> Bool {
        while place >= batch.count {
            if isOver { return false }
            place = 0
            do throws(SourceError) {
                if try source.read(into: &batch) { continue }
            } catch {
                failure = error
                batch.removeAll()
            }
            isOver = true
            pipeline.finish()
        }
        return true
    }
}
