import DequeModule
import Packet

/// The ring of a queue: frames that have entered and were not taken.
struct Ring: Sendable {
    /// A frame that waits, and when it arrived.
    struct Waiting: Sendable {
        var packet: Descriptor
        var arrived: Int64
    }

    private var frames = Deque<Waiting>()
    private let capacity: Int
    /// The most frames that waited at once.
    private(set) var peak = 0
    /// Frames that found it full.
    private(set) var dropped = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Frames that wait.
    var count: Int { frames.count }

    /// Takes a frame in, or drops it where there is no room, and says which.
    mutating func enter(_ packet: Descriptor, at time: Int64) -> Bool {
        guard frames.count < capacity else {
            dropped += 1
            return false
        }
        frames.append(Waiting(packet: packet, arrived: time))
        peak = max(peak, frames.count)
        return true
    }

    /// Hands out the frame that waits longest, nil where none does.
    mutating func next() -> Waiting? { frames.popFirst() }
}
