/// A place in a source, where reading can go on once more.
///
/// It is made by a source's `mark()`, and understood by that source and its copies alone.
public struct SourceMark: Sendable {
    private let copy: any FrameSource

    /// The place where `source` is, of whose copies each is read by itself.
    public init(_ source: some FrameSource) { copy = source }

    /// A copy of the source that has not moved since the mark was made.
    ///
    /// Traps where the mark was made by another kind of source.
    public func source<Source: FrameSource>(as kind: Source.Type) -> Source {
        guard let source = copy as? Source else { preconditionFailure("a mark is only for the source that made it") }
        return source
    }
}
