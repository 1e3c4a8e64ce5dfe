import Packet

/// The ring of a queue: frames that have entered and were not taken.
///
/// A descriptor is large: of a frame that is lent, the ring only knows where it is, and has it parsed when it is taken;
/// what still waits when the loan ends is parsed then, and kept.
struct Ring: Sendable {
    /// A frame that waits.
    private struct Slot {
        /// When it arrived.
        var arrived: Int64 = 0
        /// Its place among the frames that are lent; -1 where it is kept.
        var place: Int32 = -1
    }

    /// As many as were needed at once: a power of two.
    private var slots: [Slot] = []
    /// The frames that are kept, each at the place of its slot.
    private var packets: [Descriptor] = []
    /// Where a frame is parsed that is taken from a loan.
    private var parsed = Descriptor()
    /// Whether the frame that was taken last is there.
    private var isParsed = false
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
        guard let slot = enter(-1, at: time) else { return false }
        while packets.count < slots.count { packets.append(Descriptor()) }
        swap(&packets[slot], &packet)
        return true
    }

    /// Takes in the frame at a place among those that are lent, or drops it where there is no room; its slot, or nil.
    mutating func enter(_ place: Int32, at time: Int64) -> Int? {
        guard count < capacity else {
            dropped += 1
            return nil
        }
        if count == slots.count { grow() }
        let slot = slot(count)
        slots[slot] = Slot(arrived: time, place: place)
        count += 1
        peak = max(peak, count)
        return slot
    }

    /// Takes out the frame that waits longest, after `body` has received it; there must be one.
    mutating func takeFirst<Result>(
        of frames: RawFrames?, _ body: (inout Descriptor, _ arrived: Int64) -> Result
    ) -> Result {
        let (slot, waiting) = (first, slots[first])
        first = self.slot(1)
        count -= 1
        isParsed = waiting.place >= 0
        guard isParsed, let frames else { return body(&packets[slot], waiting.arrived) }
        frames.parse(Int(waiting.place), into: &parsed)
        return body(&parsed, waiting.arrived)
    }

    /// Keeps the frames that wait of those that are lent no longer.
    mutating func keep(_ frames: RawFrames) {
        guard count > 0 else { return }
        while packets.count < slots.count { packets.append(Descriptor()) }
        for number in 0..<count {
            let slot = slot(number)
            guard slots[slot].place >= 0 else { continue }
            frames.parse(Int(slots[slot].place), into: &packets[slot])
            slots[slot].place = -1
        }
    }

    /// The frame that was taken last, as long as none has entered since.
    var latest: Descriptor { isParsed ? parsed : packets[slot(-1)] }

    /// What `body` makes of the frames that wait and are kept, the one that waits longest first; of many, of the latest.
    func compactMap<Result>(latest limit: Int, _ body: (Descriptor, _ arrived: Int64) -> Result?) -> [Result] {
        (max(0, count - limit)..<count).compactMap { number in
            let slot = slot(number)
            return slots[slot].place < 0 ? body(packets[slot], slots[slot].arrived) : nil
        }
    }

    private func slot(_ number: Int) -> Int { (first &+ number) & (slots.count &- 1) }

    private mutating func grow() {
        let order = (0..<count).map { slot($0) }
        let free = max(16, count)
        // None are kept before the first loan has ended.
        if !packets.isEmpty { packets = order.map { packets[$0] } + Array(repeating: Descriptor(), count: free) }
        slots = order.map { slots[$0] } + Array(repeating: Slot(), count: free)
        first = 0
    }
}
