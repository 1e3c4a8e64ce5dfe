import Capture
import Frames
import Packet
import PlainText

/// The frames of synthetic traffic.
public struct SyntheticSource: FrameSource {
    /// What can be said of the traffic before its first frame.
    public let facts: SourceFacts

    private let parser: FrameParser
    private let filter: CaptureFilter?
    private let limit: UInt64?
    private var traffic: FrameGenerator
    /// How many frames were generated, before the filter.
    private var generated: UInt64 = 0
    /// The number of the next frame that passes the filter.
    private var index: UInt64 = 0

    /// The most frames that one read generates while nothing passes the filter.
    private static let patience = 65_536
    private static let snapLength = 262_144

    /// Opens the traffic that `text` describes, `PROFILE[,key=value…]`.
    public init(_ text: String, options: SourceOptions = SourceOptions()) throws(SourceError) {
        let settings = try SyntheticSettings(text)
        let name = TrafficSource.syntheticPrefix + text.harmless
        try self.init(settings, name: name, options: options)
    }

    private init(_ settings: SyntheticSettings, name: String, options: SourceOptions) throws(SourceError) {
        limit = settings.packets ?? options.packetLimit
        facts = SourceFacts(
            name: name, kind: .synthetic, link: .ethernet, snapLength: Self.snapLength, isEndless: limit == nil,
            options: options)
        parser = FrameParser(
            link: .ethernet, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        if let expression = options.filter {
            filter = try CaptureFilter(expression, link: .ethernet, snapLength: Self.snapLength)
        } else {
            filter = nil
        }
        traffic = FrameGenerator(settings)
    }

    /// How many of a limited number of frames were generated, from 0 to 1.
    public var progress: Double? {
        limit.map { $0 == 0 ? 1 : Double(generated) / Double($0) }
    }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        var tries = 0
        while !batch.isFull, generated != limit, tries < Self.patience {
            traffic.advance()
            generated += 1
            tries += 1
            if append(traffic.frame.span, time: traffic.time, index: index, to: &batch) { index += 1 }
        }
        return generated != limit || !batch.isEmpty
    }

    /// The place where the next read goes on.
    public func mark() -> SourceMark? { SourceMark(self) }

    /// Goes on at a mark; see `FrameSource`.
    public mutating func seek(to mark: SourceMark) {
        let marked = mark.source(as: Self.self)
        precondition(marked.facts == facts, "a mark is only for the source that made it")
        self = marked
    }

    /// Appends a frame to the batch if it passes the filter, and says whether it did.
    private func append(_ frame: Span<UInt8>, time: Int64, index: UInt64, to batch: inout FrameBatch) -> Bool {
        if let filter, !filter.passes(frame, wireLength: frame.count) { return false }
        batch.append(frame, wireLength: frame.count, time: time, index: index, parser: parser)
        return true
    }
}
