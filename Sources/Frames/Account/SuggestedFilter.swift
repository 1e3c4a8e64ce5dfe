/// A capture filter that was tried on frames, and keeps those that are meant.
public struct SuggestedFilter: Equatable, Sendable {
    /// The filter as tcpdump takes it.
    public var expression: String
    /// What it keeps, in words.
    public var effect: String

    /// A filter that was tried.
    package init(expression: String, effect: String) {
        self.expression = expression
        self.effect = effect
    }
}
