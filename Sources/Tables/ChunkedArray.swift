/// A long array in chunks: a copy of it costs, when it is written to, the chunks that are written to, and not the
/// whole.
///
/// Reading and writing an element take constant time; so does appending one.
public struct ChunkedArray<Element: Sendable>: RandomAccessCollection, Sendable {
    /// Elements in a chunk.
    @inlinable static var chunkSize: Int { 64 }

    @usableFromInline var chunks: [[Element]] = []
    /// How many elements there are.
    public private(set) var count = 0

    /// No elements.
    public init() {}

    /// The place of the first element.
    public var startIndex: Int { 0 }
    /// The place behind the last element.
    public var endIndex: Int { count }

    /// The element at a place.
    @inlinable
    public subscript(place: Int) -> Element {
        @inline(__always) get { chunks[place / Self.chunkSize][place % Self.chunkSize] }
        @inline(__always) _modify { yield &chunks[place / Self.chunkSize][place % Self.chunkSize] }
    }

    /// Adds an element.
    public mutating func append(_ element: Element) {
        if count % Self.chunkSize == 0 {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(Self.chunkSize)
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    /// Adds the elements at some places to an array, chunk by chunk.
    public func append(_ places: Range<Int>, to array: inout [Element]) {
        var place = places.lowerBound
        while place < places.upperBound {
            let (chunk, first) = (place / Self.chunkSize, place % Self.chunkSize)
            let end = Swift.min(Self.chunkSize, first + places.upperBound - place)
            array.append(contentsOf: chunks[chunk][first..<end])
            place += end - first
        }
    }

    /// Asks for cache lines of the element at a place, which will soon be wanted.
    @inlinable @inline(__always)
    public func prefetch(_ place: Int, lines: Int) {
        let chunk = chunks[place / Self.chunkSize]
        chunk.span.prefetch(place % Self.chunkSize, lines: lines)
    }
}
