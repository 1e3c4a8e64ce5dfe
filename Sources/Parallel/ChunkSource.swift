import Packet

/// Frames in numbered chunks, which are got ready one after the other, and then lent to several threads.
public protocol ChunkSource: Sendable {
    /// Gets the next chunk ready for a thread, which is done with its chunk before that.
    ///
    /// - Parameters:
    ///   - number: The number of the chunk; the calls come in the order of these.
    ///   - thread: The number of the thread.
    /// - Returns: Whether there is such a chunk; if not, there is none behind it either.
    func prepare(_ number: Int, on thread: Int) -> Bool

    /// Lends the frames of the chunk that was got ready last on that thread, which has that number.
    func withFrames(of number: Int, on thread: Int, _ body: (RawFrames) -> Void)
}
