/// What some measurements of the same come to.
package struct Figure: Equatable, Sendable {
    /// The one in the middle, or halfway between the two there.
    package let median: Double
    /// The smallest.
    package let minimum: Double
    /// The largest.
    package let maximum: Double

    /// The figure of some values, or nil of none.
    package init?(_ values: [Double]) {
        let values = values.sorted()
        guard let first = values.first, let last = values.last else { return nil }
        (minimum, maximum) = (first, last)
        let (low, high) = (values[(values.count - 1) / 2], values[values.count / 2])
        median = low + (high - low) / 2
    }
}
