import Frames
import Packet

/// Finds frames that were recorded twice: `-i any` sees a VLAN's and its parent's, a bridge and its ports.
///
/// A frame is a copy where the bytes from the network header on are those of another frame within a millisecond that
/// was captured at another interface, and has no copy from this one yet. What a network sends twice comes from one
/// interface and stays.
public struct DuplicateFilter: Sendable {
    /// How far in time the copies of a frame are from each other at most, in nanoseconds.
    private static let window: Int64 = 1_000_000
    /// Interfaces from this one on are taken for one.
    private static let lastOrdinal = 63

    /// Which copies are found.
    public let policy: DuplicatePolicy
    /// Copies that were found.
    public var count: Int { copies.values.reduce(0, +) }

    private let interfaces: [CaptureInterface]
    /// The interfaces in the order in which they were seen.
    private var places: [Place] = []
    private var recent = RecentFrames()
    /// How many copies came from each pair of interfaces, by ordinal, the first copy's first.
    private var copies: [Pair: Int] = [:]

    private struct Pair: Hashable {
        var first: Int
        var second: Int
    }

    /// What counts as an interface: a loopback shows each frame as sent, and as received.
    private struct Place: Equatable {
        var interface: Int
        var isSentOnLoopback: Bool
    }

    /// A filter for a capture that names these interfaces.
    public init(_ policy: DuplicatePolicy, interfaces: [CaptureInterface] = []) {
        (self.policy, self.interfaces) = (policy, interfaces)
    }

    /// Whether frames of that link type can be copies at all; where not, nothing need be asked.
    public func canFind(in link: LinkType) -> Bool {
        switch policy {
        case .keep: false
        case .drop: true
        case .auto: link == .linuxCooked || link == .linuxCooked2 || interfaces.count > 1
        }
    }

    /// Whether a frame is a copy of one that came before it; of all copies the first is none.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - wireLength: The frame's length on the wire.
    ///   - link: What stands in front of IP.
    ///   - origin: What the capture says of the frame.
    ///   - time: When it was captured, in nanoseconds since 1970.
    /// - Returns: Whether it is to be left out.
    public mutating func isDuplicate(
        _ frame: Span<UInt8>, wireLength: Int, link: LinkType, origin: FrameOrigin, time: Int64
    ) -> Bool {
        guard canFind(in: link) else { return false }
        let place = FramePlace(frame, link: link, origin: origin)
        let ordinal = self.ordinal(
            of: Place(interface: place.interface, isSentOnLoopback: place.isLoopback && place.way == .sent))
        // Version 1 of the cooked header names no interface: whatever has the same bytes counts as another's.
        let isAnother = policy == .drop || link == .linuxCooked
        let first = recent.find(
            FrameDigest(frame, wireLength: wireLength, link: link).value, at: time, within: Self.window,
            from: ordinal, isAnother: isAnother)
        guard let first else { return false }
        copies[Pair(first: first, second: ordinal), default: 0] += 1
        return true
    }

    /// How many frames were copies and of which interfaces, most first; nil where there were none.
    public var sentence: String? {
        let count = count
        guard count > 0 else { return nil }
        let pairs = copies.sorted {
            ($0.value, $1.key.first, $1.key.second) > ($1.value, $0.key.first, $0.key.second)
        }
        let names = pairs.prefix(3).compactMap { pair in
            self.names(of: pair.key).map { pairs.count == 1 ? $0 : "\($0) (\(pair.value))" }
        }
        let list = names.isEmpty ? "" : ", \(names.joined(separator: ", "))\(pairs.count > 3 ? " and others" : "")"
        return "\(count == 1 ? "1 frame was" : "\(count) frames were") recorded twice\(list): taken once"
    }

    /// The interfaces of a pair, nil where the capture names none.
    private func names(of pair: Pair) -> String? {
        let (first, second) = (name(of: places[pair.first]), name(of: places[pair.second]))
        guard let first, let second else { return nil }
        return first == second ? "on \(first)" : "on \(first) and \(second)"
    }

    private func name(of place: Place) -> String? {
        let number = place.interface
        if let name = interfaces.name(at: number) { return name }
        return interfaces.count > 1 || number > 0 ? "interface \(number)" : nil
    }

    private mutating func ordinal(of place: Place) -> Int {
        // There are few, and a search through them is faster than a table.
        if let ordinal = places.firstIndex(of: place) { return ordinal }
        guard places.count <= Self.lastOrdinal else { return Self.lastOrdinal }
        places.append(place)
        return places.count - 1
    }
}
