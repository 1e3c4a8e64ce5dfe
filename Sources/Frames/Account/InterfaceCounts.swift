/// How many frames came from each interface.
///
/// The interfaces of a capture are counted by their place. Headers of Linux cooked captures of version 2 name another,
/// by its index, frame by frame: those are counted besides, 64 of them one by one.
public struct InterfaceCounts: Equatable, Sendable {
    /// The frames of an interface that frames name.
    public struct Index: Equatable, Sendable {
        /// The index; nil for all beyond those that are counted one by one.
        public let index: Int?
        /// How many there are.
        public fileprivate(set) var frames: UInt64

        /// What it is called: `index 3`.
        public var name: String { index.map { "index \($0)" } ?? "other indices" }
    }

    private static let limit = 64

    private var places: [UInt64] = []
    private var named: [Index] = []
    private var others: UInt64 = 0

    /// No frames yet.
    public init() {}

    /// Counts frames of the interface at a place among `SourceFacts.interfaces`, 0 where a capture describes none.
    package mutating func add(_ count: Int, at place: Int) {
        while places.count <= place { places.append(0) }
        places[place] += UInt64(count)
    }

    /// Counts a frame that names an interface by its index.
    package mutating func addFrame(ofIndex index: Int) {
        // There are few, and a search through them is faster than a table.
        if let place = named.firstIndex(where: { $0.index == index }) {
            named[place].frames += 1
        } else if named.count < Self.limit {
            named.append(Index(index: index, frames: 1))
        } else {
            others += 1
        }
    }

    /// The frames of the interface at a place among `SourceFacts.interfaces`.
    public func frames(at place: Int) -> UInt64 { places.indices.contains(place) ? places[place] : 0 }

    /// The frames of each interface that frames name, the lowest index first, and all others last.
    public var indices: [Index] {
        let sorted = named.sorted { ($0.index ?? .max) < ($1.index ?? .max) }
        return others == 0 ? sorted : sorted + [Index(index: nil, frames: others)]
    }
}
