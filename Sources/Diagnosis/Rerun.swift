import Frames
import Packet
import Receive
import Settings

/// A source that is run to its end through several receive paths at once, for what they come to, with nobody looking on.
struct Rerun {
    /// The receive paths, in the order of their settings.
    private(set) var paths: [Pipeline]
    private var steered: [SteeredFrames]

    /// Runs a source that has not begun.
    ///
    /// - Parameters:
    ///   - source: The source; what is damaged ends it.
    ///   - settings: Those of the paths.
    ///   - packets: How many are taken at most, or some more.
    ///   - begin: Called before the first frame, and again wherever the source begins anew.
    ///   - look: Called with the frames, as they come.
    init(
        _ source: any FrameSource, _ settings: [ReceiveSettings], packets: Int = .max, begin: () -> Void = {},
        look: (RawFrames) -> Void = { _ in }
    ) {
        let fresh = settings.map { Pipeline($0, observers: []) }
        (paths, steered) = (fresh, fresh.map { SteeredFrames($0) })
        var (source, batch) = (source, FrameBatch())
        var left = packets
        begin()
        while left > 0 {
            do throws(SourceError) {
                guard try source.read(into: &batch) else { break }
                left -= batch.count
                batch.withRawFrames { frames in
                    look(frames)
                    for path in paths.indices { paths[path].takeAll(frames, &steered[path]) }
                }
            } catch {
                guard error.kind == .beginsAnew else { break }
                (paths, left) = (fresh, packets)
                begin()
            }
        }
        for path in paths.indices { paths[path].finish() }
    }
}
