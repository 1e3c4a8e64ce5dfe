import Capture
import Frames
import Packet

/// The frames of a source with all that is said of them, and how it ends.
struct ReadFrames {
    struct Frame {
        var bytes: [UInt8]
        var wireLength: Int
        var time: Int64
        var index: UInt64
        var link: LinkType
        var origin: FrameOrigin
    }

    var frames: [Frame] = []
    /// The source at its end.
    var source: any FrameSource
    var fault: SourceError?

    /// Reads a source to its end, in batches of so many frames.
    init(_ source: any FrameSource, capacity: Int = 5) {
        self.source = source
        var batch = FrameBatch(capacity: capacity)
        do throws(SourceError) {
            while try self.source.read(into: &batch) {
                batch.withRawFrames { raw in
                    for place in batch.indices {
                        let record = raw.record(at: place)
                        frames.append(
                            Frame(
                                bytes: Array(batch.frame(at: place)), wireLength: Int(record.wireLength),
                                time: record.time, index: record.index, link: batch.link,
                                origin: batch.origin(at: place)))
                    }
                }
            }
        } catch {
            fault = error
        }
    }

    /// Reads the capture at `path`.
    init(_ path: String, _ options: SourceOptions = SourceOptions(), capacity: Int = 5) throws {
        self.init(try CaptureSource(path: path, options: options), capacity: capacity)
    }

    /// What each frame is of, in short: the interface and the first payload byte.
    var interfaces: [UInt16] { frames.map(\.origin.interface) }
}
