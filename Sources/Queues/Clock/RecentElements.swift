import Tables

/// The latest elements of a long series, the oldest first; what is older has made room.
public struct RecentElements<Element: Sendable>: RandomAccessCollection, Sendable {
    /// Elements that there were in all.
    public private(set) var total = 0

    private var elements = ChunkedArray<Element>()
    private let capacity: Int

    /// No elements, of which so many are kept at most.
    init(capacity: Int) { self.capacity = Swift.max(1, capacity) }

    /// The place of the oldest that is kept.
    public var startIndex: Int { 0 }
    /// The place behind the latest.
    public var endIndex: Int { elements.count }

    /// The element at a place among those that are kept.
    public subscript(place: Int) -> Element {
        get { elements[slot(place)] }
        _modify { yield &elements[slot(place)] }
    }

    /// Adds an element, for which the oldest makes room.
    mutating func append(_ element: Element) {
        if elements.count < capacity { elements.append(element) } else { elements[total % capacity] = element }
        total += 1
    }

    /// The place of the n-th of all elements, from 0; nil where it has made room.
    func place(ofNumber number: Int) -> Int? {
        let place = number - (total - elements.count)
        return indices.contains(place) ? place : nil
    }

    private func slot(_ place: Int) -> Int { (total - elements.count + place) % capacity }
}
