import Frames
import Packet

/// A source of frames in memory.
public struct TestSource: FrameSource {
    /// What is said of it.
    public var facts: SourceFacts

    private let frames: [TestFrame]
    private let parser: FrameParser
    /// The nanoseconds from one frame to the next.
    public var interval: Int64 = 1
    private var place = 0

    /// A source of the packets of some lines.
    public init(_ packets: [String], parser: FrameParser = FrameParser(link: .ethernet)) throws {
        try self.init(TestFrame.frames(packets), parser: parser)
    }

    /// A source of frames.
    public init(_ frames: [TestFrame], parser: FrameParser = FrameParser(link: .ethernet)) throws {
        facts = SourceFacts(name: "test", kind: .capture, link: .ethernet, snapLength: 262_144)
        self.frames = frames
        self.parser = parser
    }

    /// How much was read.
    public var progress: Double? { frames.isEmpty ? 1 : Double(place) / Double(frames.count) }

    /// Reads the next frames.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        while place < frames.count, !batch.isFull {
            let frame = frames[place]
            batch.append(
                frame.bytes.span, wireLength: frame.wireLength, time: Int64(place) * interval, index: UInt64(place),
                parser: parser)
            place += 1
        }
        return !batch.isEmpty
    }

    /// The place of the next frame.
    public func mark() -> SourceMark? { SourceMark(self) }

    /// Goes on at a mark.
    public mutating func seek(to mark: SourceMark) { self = mark.source(as: Self.self) }
}

extension TestFrame {
    /// The frames of lines as `PacketNotation` reads them.
    public static func frames(_ packets: [String]) throws -> [TestFrame] {
        try packets.flatMap { try PacketNotation.frames($0, link: .ethernet) }
    }
}
