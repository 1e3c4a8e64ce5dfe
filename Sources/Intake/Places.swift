/// Some of the frames of a batch.
enum Places {
    case all
    case some([Int32])

    /// Takes the frames at some places, behind those before.
    @inline(__always)
    mutating func take(_ range: Range<Int>) {
        guard case .some(var places) = self else { return }
        // One copy of them in memory while they change.
        self = .all
        for place in range { places.append(Int32(truncatingIfNeeded: place)) }
        self = .some(places)
    }

    /// Leaves out the frame at a place, behind those before.
    @inline(__always)
    mutating func leaveOut(_ place: Int) {
        if case .all = self { self = .some(Array(0..<Int32(truncatingIfNeeded: place))) }
    }
}
