import Frames
import Receive
import Timing

/// Running once more to where a run was, with the changes of settings that were made.
extension Runner {
    /// Where the run was before its source began anew, and how many of its changes of settings were made again.
    struct Goal {
        let log: KnobLog
        let frames: UInt64
        var changes = 0
    }

    /// Runs as a log tells, from the beginning: changes the settings where it says, and takes so many frames in all, or
    /// as many as the source has.
    public mutating func follow(_ log: KnobLog, until frames: UInt64 = .max) {
        for change in log.changes where change.frames <= frames {
            while pipeline.received < change.frames, takeFrame() != nil {}
            apply(change.new, isUndo: change.isUndo)
        }
        while pipeline.received < frames, takeFrame() != nil {}
    }

    /// Takes a step to where the run was, or where that is waited for, all of them; whether it is there.
    mutating func catchUp(waits: Bool) -> Bool {
        catchUp(frames: waits ? .max : 4096)
        return goal == nil
    }

    /// Takes so many frames again, with the changes of settings between them.
    mutating func catchUp(frames: UInt64) {
        guard var goal = goal.take() else { return }
        let (left, isOverflown) = pipeline.received.addingReportingOverflow(frames)
        let end = isOverflown ? goal.frames : min(goal.frames, left)
        for change in goal.log.changes.dropFirst(goal.changes) where change.frames <= end {
            while pipeline.received < change.frames, takeFrame() != nil {}
            apply(change.new, isUndo: change.isUndo)
            goal.changes += 1
        }
        while pipeline.received < end, takeFrame() != nil {}
        if pipeline.received < goal.frames, !isOver { self.goal = goal }
    }
}

/// Other runs of the same source, from its first frame on, with the same settings.
extension Runner {
    /// A run of what the next of the receiving sides received; nil where there is no choice.
    func withNextReceiver() throws(SourceError) -> Runner? {
        guard let source = try source.withNextReceiver() else { return nil }
        var pipeline = fresh
        pipeline.apply(self.pipeline.settings)
        return Runner(
            source, pipeline, keepsRecentRounds: recentRounds != nil, batchCapacity: batch.capacity)
    }

    /// A run with a clock where there is none, and without where there is one; nil where there is no way back.
    func withToggledClock() throws(SourceError) -> Runner? {
        var settings = pipeline.settings
        settings.clock = settings.clock.toggled
        let isRecorded = settings.clock.arrivals.areRecorded
        guard let source = try source.begunAnew(spacesSegments: isRecorded) else { return nil }
        let keepsDeliveries = fresh.queues.contains { $0.keepsDeliveries }
        return Runner(
            source, Pipeline(settings, keepsDeliveries: keepsDeliveries), keepsRecentRounds: recentRounds != nil,
            batchCapacity: batch.capacity)
    }
}
