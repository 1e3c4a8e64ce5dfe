import Frames
import Packet

/// What a source that can be marked must do whatever its frames, checked on one source.
public struct SourceConformance {
    /// A frame as a source hands it out.
    struct Frame: Equatable {
        var bytes: [UInt8]
        var record: [Int64]
    }

    /// Some frames, and how the source ended, if it did.
    struct Frames: Equatable {
        var frames: [Frame] = []
        var isOver = false
        var fault: SourceError?
    }

    private let source: any FrameSource
    private let capacity: Int

    /// A check of a source that has not begun and ends by itself, in batches of so many frames.
    public init(_ source: any FrameSource, capacity: Int) {
        (self.source, self.capacity) = (source, capacity)
    }

    /// The promises that the source breaks.
    public var failures: [String] {
        let whole = rest(of: source)
        var (source, before, failures): (any FrameSource, Frames, [String]) = (source, Frames(), [])
        var marks: [SourceMark] = []
        repeat {
            guard let mark = source.mark() else { return failures + ["\(before.frames.count): no mark"] }
            marks.append(mark)
            let progress = source.progress
            let copies = alternating(source)
            // The copies have read on meanwhile, the source goes back.
            let (first, again) = (rest(of: source), rest(of: source, from: mark))
            source.seek(to: mark)
            let expected = Frames(
                frames: Array(whole.frames.dropFirst(before.frames.count)), isOver: whole.isOver, fault: whole.fault)
            if first != expected { failures.append("\(before.frames.count): unlike the whole") }
            if again != first { failures.append("\(before.frames.count): other frames behind the mark") }
            if copies.contains(where: { $0 != first }) { failures.append("\(before.frames.count): copies differ") }
            if source.progress != progress { failures.append("\(before.frames.count): other progress at the mark") }
            read(&source, into: &before)
        } while !before.isOver
        if before.frames != whole.frames { failures.append("copies that read move the original") }
        if let first = marks.first, rest(of: source, from: first) != whole {
            failures.append("no way back to the start")
        }
        return failures
    }

    /// What two copies give that take turns.
    private func alternating(_ source: any FrameSource) -> [Frames] {
        var (copies, frames) = ([source, source], [Frames(), Frames()])
        while frames.contains(where: { !$0.isOver }) {
            for copy in copies.indices where !frames[copy].isOver { read(&copies[copy], into: &frames[copy]) }
        }
        return frames
    }

    /// What a copy of the source gives from now on, or from a mark on.
    private func rest(of source: any FrameSource, from mark: SourceMark? = nil) -> Frames {
        var (source, frames) = (source, Frames())
        if let mark { source.seek(to: mark) }
        while !frames.isOver { read(&source, into: &frames) }
        return frames
    }

    private func read(_ source: inout any FrameSource, into frames: inout Frames) {
        var batch = FrameBatch(capacity: capacity)
        do throws(SourceError) {
            frames.isOver = try !source.read(into: &batch)
        } catch {
            (frames.isOver, frames.fault) = (true, error)
        }
        batch.withRawFrames { raw in
            for place in batch.indices {
                let record = raw.record(at: place)
                frames.frames.append(
                    Frame(
                        bytes: Array(batch.frame(at: place)),
                        record: [Int64(record.index), record.time, Int64(record.wireLength)]))
            }
        }
    }
}
