import Packet
import PlainText

/// The frames of made traffic.
///
/// A copy goes on with the same frames as the original.
public struct SyntheticSource: FrameSource {
    /// What can be said of the traffic before its first frame.
    public let facts: SourceFacts

    private let parser: FrameParser
    private let filter: CaptureFilter?
    private let limit: UInt64?
    private var traffic: FrameGenerator
    /// How many frames were made.
    private var made: UInt64 = 0
    /// The number of the next frame that passes the filter.
    private var index: UInt64 = 0

    /// The most frames that one read makes while nothing passes the filter.
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
            filter: options.filter?.harmless, verifiesChecksums: options.verifiesChecksums,
            stripsTags: options.stripsTags)
        parser = FrameParser(
            link: .ethernet, verifiesChecksums: options.verifiesChecksums, stripsTags: options.stripsTags)
        if let expression = options.filter {
            filter = try CaptureFilter(expression, link: .ethernet, snapLength: Self.snapLength)
        } else {
            filter = nil
        }
        traffic = FrameGenerator(settings)
    }

    /// How many of a limited number of frames were made, from 0 to 1.
    public var progress: Double? {
        limit.map { $0 == 0 ? 1 : Double(made) / Double($0) }
    }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        var tries = 0
        while !batch.isFull, made != limit, tries < Self.patience {
            traffic.advance()
            made += 1
            tries += 1
            if append(traffic.frame.span, time: traffic.time, index: index, to: &batch) { index += 1 }
        }
        return made != limit || !batch.isEmpty
    }

    /// Appends a frame to the batch if it passes the filter, and says whether it did.
    private func append(_ frame: Span<UInt8>, time: Int64, index: UInt64, to batch: inout FrameBatch) -> Bool {
        if let filter, !filter.passes(frame, wireLength: frame.count) { return false }
        batch.append(frame, wireLength: frame.count, time: time, index: index, parser: parser)
        return true
    }
}
