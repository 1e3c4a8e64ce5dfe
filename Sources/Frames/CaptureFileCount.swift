/// What a source of several captures has read of one of them.
public struct CaptureFileCount: Equatable, Sendable {
    /// The capture as it is shown.
    public var name: String
    /// How many of its frames were handed out so far.
    public var frames: UInt64 = 0
    /// What ended it early, in a sentence, or kept it from being read at all; nil where nothing did.
    public var fault: String?

    /// A capture of which nothing was read yet.
    package init(name: String) { self.name = name }
}
