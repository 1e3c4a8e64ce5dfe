import Frames
import Packet
import Traffic

/// Everything that a source hands out, and the fault at its end.
public struct Reading {
    /// What the frames are.
    public var descriptors: [Descriptor] = []
    /// How many frames were in each batch.
    public var batches: [Int] = []
    /// The fault at the end, if there was one.
    public var fault: SourceError?

    /// Reads a source to its end, or the first `limit` frames.
    public init(_ source: any FrameSource, capacity: Int = 1024, limit: Int = .max) {
        var source = source
        var batch = FrameBatch(capacity: capacity)
        do throws(SourceError) {
            while descriptors.count < limit, try source.read(into: &batch) {
                batches.append(batch.count)
                for place in batch.indices {
                    descriptors.append(Descriptor())
                    batch.parse(place, into: &descriptors[descriptors.count - 1])
                }
            }
        } catch {
            fault = error
        }
    }

    /// Opens and reads a source; a fault of opening is a fault, too.
    public init(_ text: String, _ options: SourceOptions = SourceOptions(), limit: Int = .max) {
        do throws(SourceError) {
            self = Reading(try TrafficSource.open(text, options: options), limit: limit)
        } catch {
            fault = error
        }
    }

    /// Reads a capture from bytes; `X` stands for the file's path in the fault.
    public init(capture bytes: [UInt8], _ options: SourceOptions = SourceOptions()) {
        let file = TemporaryFile(bytes)
        self.init(file.path, options)
        path = file.path
    }

    private var path = ""

    /// The fault as a sentence, the file's path shortened to `X`.
    public var sentence: String? {
        guard let fault, !path.isEmpty else { return fault?.description }
        return fault.description.split(separator: path, omittingEmptySubsequences: false).joined(separator: "X")
    }
}
