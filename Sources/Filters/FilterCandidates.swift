import Capture
import Packet
import Unmerge

/// Capture filters for the same TCP packets, each tried on frames as they were captured.
///
/// What tcpdump's words find depends on the link layer: tags, PPPoE and MPLS have to be named, and some cannot be.
/// At most 16 shapes of frames are looked at, and 32 frames of each.
public struct FilterCandidates: Sendable {
    private static let shapeLimit = 16
    private static let sampleLimit = 32
    /// Bytes of a frame that are kept: more than all headers have.
    private static let sampleLength = 256

    /// What the filters are for.
    public let target: FilterTarget
    private let link: LinkType
    /// Frames that are to be kept, by shape.
    private var wanted: [FrameShape: [Sample]] = [:]
    /// TCP packets that are not.
    private var unwanted: [FrameShape: [Sample]] = [:]

    private struct Sample: Sendable {
        var bytes: [UInt8]
        var wireLength: Int
    }

    /// Filters for a target in frames of that link type.
    public init(_ target: FilterTarget, link: LinkType) { (self.target, self.link) = (target, link) }

    /// Notes a frame as it was captured, with its tags: it is one to try the filters on.
    public mutating func note(_ frame: Span<UInt8>, wireLength: Int) {
        guard let packet = TCPPacket(frame, wireLength: wireLength, link: link) else { return }
        let shape = FrameShape(frame, link: link)
        let bytes = frame.extracting(first: Self.sampleLength)
        let sample = Sample(bytes: bytes.indices.map { bytes[$0] }, wireLength: wireLength)
        if target.keeps(packet.flow) {
            Self.add(sample, of: shape, to: &wanted)
        } else {
            Self.add(sample, of: shape, to: &unwanted)
        }
    }

    /// Filters that may do, the shortest first: by tcpdump's words, and by bytes.
    public var expressions: [String] {
        let shapes = wanted.keys.sorted { ($0.layers.count, $0.filterPrefix) < ($1.layers.count, $1.filterPrefix) }
        var prefixes: [String] = []
        for shape in shapes where !prefixes.contains(shape.filterPrefix) { prefixes.append(shape.filterPrefix) }
        let inWords = Self.anyOf(prefixes.map { $0 + target.primitive })
        let inBytes = Self.anyOf(
            Set(shapes.compactMap { $0.filter(target) }).sorted { ($0.count, $0) < ($1.count, $1) })
        return [target.primitive, inWords, inBytes].reduce(into: []) { list, expression in
            if !expression.isEmpty, !list.contains(expression) { list.append(expression) }
        }
    }

    /// The first that compiles, keeps all frames that it should, and none that it should not; else the first that keeps
    /// some; nil where none does.
    public func working(snapLength: Int = 262_144) -> String? {
        let expressions = expressions
        let kept = expressions.map { expression -> (all: Bool, some: Bool) in
            guard let filter = try? CaptureFilter(expression, link: link, snapLength: snapLength) else {
                return (false, false)
            }
            let isExact = !unwanted.values.joined().contains { filter.passes($0.bytes.span, wireLength: $0.wireLength) }
            let passes = wanted.values.joined().map { filter.passes($0.bytes.span, wireLength: $0.wireLength) }
            return (isExact && !passes.contains(false), isExact && passes.contains(true))
        }
        guard !wanted.isEmpty else { return nil }
        let best = kept.firstIndex(where: \.all) ?? kept.firstIndex(where: \.some)
        return best.map { expressions[$0] }
    }

    /// Several expressions in one; the first is bare, since what follows `vlan` looks behind a tag.
    private static func anyOf(_ expressions: [String]) -> String {
        guard expressions.count > 1 else { return expressions.first ?? "" }
        return expressions.map { $0.contains(" and ") ? "(\($0))" : $0 }.joined(separator: " or ")
    }

    private static func add(_ sample: Sample, of shape: FrameShape, to samples: inout [FrameShape: [Sample]]) {
        guard samples[shape] != nil || samples.count < shapeLimit else { return }
        guard samples[shape, default: []].count < sampleLimit else { return }
        samples[shape, default: []].append(sample)
    }
}
