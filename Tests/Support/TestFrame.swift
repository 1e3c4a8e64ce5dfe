import Packet

/// A frame as a test sends it: its captured bytes, and its length on the wire.
public struct TestFrame: Equatable, Sendable {
    /// The captured bytes.
    public var bytes: [UInt8]
    /// The length on the wire.
    public var wireLength: Int

    /// A frame of `bytes`, all of which were captured unless `wireLength` says more.
    public init(_ bytes: [UInt8], wireLength: Int? = nil) {
        self.bytes = bytes
        self.wireLength = max(wireLength ?? 0, bytes.count)
    }

    /// Reads the frame as number `index`.
    public func descriptor(index: Int, parser: FrameParser) -> Descriptor {
        var descriptor = Descriptor()
        read(index: index, parser: parser, into: &descriptor)
        return descriptor
    }

    /// Reads the frame into a descriptor that held another before, as a source does.
    func read(index: Int, parser: FrameParser, into descriptor: inout Descriptor) {
        parser.parse(bytes.span, wireLength: wireLength, time: Int64(index), index: UInt64(index), into: &descriptor)
    }
}

/// Test notation that cannot be read.
public struct NotationError: Error, CustomStringConvertible {
    /// What cannot be read.
    public let description: String

    init(_ text: String) { description = "cannot read the notation: \(text)" }
}
