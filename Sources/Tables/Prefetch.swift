public import CProcessor

extension Span {
    /// Asks for the first cache lines of the element at `place`, which will soon be wanted for writing; without effect
    /// outside the span.
    @inlinable @inline(__always)
    public func prefetch(_ place: Int, lines: Int) {
        unsafe withUnsafeBufferPointer { elements in
            guard elements.indices.contains(place), let first = elements.baseAddress else { return }
            // The place was tested, and asking for a line behind the element does no harm.
            let element = unsafe UnsafeRawPointer(first + place)
            for line in 0..<lines { unsafe prefetchForWriting(element + line &* 64) }
        }
    }
}
