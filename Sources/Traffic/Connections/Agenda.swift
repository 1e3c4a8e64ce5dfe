/// When each sender's next frame reaches the link: a heap with the earliest on top.
struct Agenda: Sendable {
    /// A sender and when its next frame is due, in nanoseconds since the start.
    struct Entry: Sendable {
        var time: Int64
        var sender: Int

        /// Earlier goes first, and of two at the same time the lower number, so that the order is always the same.
        func precedes(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : sender < other.sender
        }
    }

    private var heap: [Entry]

    /// An agenda of all `entries`, at least one.
    init(_ entries: [Entry]) {
        // A sorted array is a heap.
        heap = entries.sorted { $0.precedes($1) }
    }

    /// What is due first.
    var first: Entry { heap[0] }

    /// Puts what is due first off to `time`.
    mutating func putOffFirst(to time: Int64) {
        let entry = Entry(time: time, sender: heap[0].sender)
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(entry) else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = entry
    }
}
