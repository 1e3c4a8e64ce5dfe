import Frames
import Packet
import PlainText

/// The frames of synthetic traffic.
public struct SyntheticSource: FrameSource {
    /// What can be said of the traffic before its first frame.
    public let facts: SourceFacts

    private let parser: FrameParser
    private let limit: UInt64?
    private var traffic: FrameGenerator
    /// How many frames were generated.
    private var generated: UInt64 = 0

    private static let snapLength = 262_144

    /// Opens the traffic that `text` describes, `PROFILE[,key=value…]`.
    public init(_ text: String, options: SourceOptions = SourceOptions()) throws(SourceError) {
        let settings = try SyntheticSettings(text)
        let name = TrafficSource.syntheticPrefix + text.harmless
        self.init(settings, name: name, options: options)
    }

    private init(_ settings: SyntheticSettings, name: String, options: SourceOptions) {
        limit = settings.packets ?? options.packetLimit
        facts = SourceFacts(
            name: name, kind: .synthetic, link: .ethernet, snapLength: Self.snapLength, isEndless: limit == nil,
            options: options)
        parser = FrameParser(
            link: .ethernet, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        traffic = FrameGenerator(settings)
    }

    /// How many of a limited number of frames were generated, from 0 to 1.
    public var progress: Double? {
        limit.map { $0 == 0 ? 1 : Double(generated) / Double($0) }
    }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        while !batch.isFull, generated != limit {
            traffic.advance()
            batch.append(
                traffic.frame.span, wireLength: traffic.frame.count, time: traffic.time, index: generated,
                parser: parser)
            generated += 1
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
}
