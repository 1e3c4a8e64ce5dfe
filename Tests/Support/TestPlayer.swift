import Receive
import Replay

extension Player {
    /// A player of the packets of some lines.
    public init(_ packets: [String], _ settings: String = "", isRunning: Bool = false) throws {
        try self.init(TestFrame.frames(packets), settings, isRunning: isRunning)
    }

    /// A player of frames in memory.
    public init(_ frames: [TestFrame], _ settings: String = "", isRunning: Bool = false) throws {
        let settings = try TestSettings(settings)
        let pipeline = Pipeline(settings.receive, keepsDeliveries: true)
        let source = try TestSource(frames, parser: settings.parser)
        self.init(Runner(source, pipeline, keepsRecentRounds: true), isRunning: isRunning)
    }

    /// Takes so many frames.
    public mutating func take(_ frames: Int) {
        for _ in 0..<frames { _ = perform(.stepFrame) }
    }

    /// The receive path.
    public var pipeline: Pipeline { runner.pipeline }
}
