import Packet

/// The ring of a queue: frames that have entered and were not taken.
///
/// A descriptor is large: it is handed over to its slot, and received there.
struct Ring: Sendable {
    /// A place for a frame, and when that arrived.
    private struct Slot {
        var packet = Descriptor()
        var arrived: Int64 = 0
    }

    /// As many as were needed at once: a power of two.
    private var slots: [Slot] = []
    /// The slot of the frame that waits longest.
    private var first = 0
    private let capacity: Int
    /// Frames that wait.
    private(set) var count = 0
    /// The most frames that waited at once.
    private(set) var peak = 0
    /// Frames that found it full.
    private(set) var dropped = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Takes a frame in, or drops it where there is no room, and says which; what is left of it then means nothing.
    mutating func enter(_ packet: inout Descriptor, at time: Int64) -> Bool {
        guard count < capacity else {
            dropped += 1
            return false
        }
        if count == slots.count { grow() }
        let place = slot(count)
        swap(&slots[place].packet, &packet)
        slots[place].arrived = time
        count += 1
        peak = max(peak, count)
        return true
    }

    /// Takes out the frame that waits longest, after `body` has received it in its slot; there must be one.
    mutating func takeFirst<Result>(_ body: (inout Descriptor, _ arrived: Int64) -> Result) -> Result {
        let place = first
        first = slot(1)
        count -= 1
        return body(&slots[place].packet, slots[place].arrived)
    }

    /// The frame that was taken last, as long as none has entered since.
    var latest: Descriptor { slots[slot(-1)].packet }

    /// What `body` makes of the frames that wait, the one that waits longest first; of many, of the latest.
    func compactMap<Result>(latest limit: Int, _ body: (Descriptor, _ arrived: Int64) -> Result?) -> [Result] {
        (max(0, count - limit)..<count).compactMap { body(slots[slot($0)].packet, slots[slot($0)].arrived) }
    }

    private func slot(_ place: Int) -> Int { (first &+ place) & (slots.count &- 1) }

    private mutating func grow() {
        let waiting = (0..<count).map { slots[slot($0)] }
        slots = waiting + Array(repeating: Slot(), count: max(16, count))
        first = 0
    }
}
