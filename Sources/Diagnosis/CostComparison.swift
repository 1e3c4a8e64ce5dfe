import Frames
import Packet
import Receive
import Replay
import Settings

/// What modelled CPUs come to, and what they would come to if nothing were merged.
public struct CostComparison: Sendable {
    /// What a receive path asks of its CPUs.
    public struct Load: Sendable {
        /// The share of all time in which the busiest CPU was busy, from 0 to 1.
        public var busiest: Double
        /// The rate in bits a second on the wire at which it would always be.
        public var saturation: Double
    }

    /// As it is set up.
    public let load: Load
    /// With every packet delivered by itself; nil where the source cannot be run again.
    public let withoutMerging: Load?

    /// What a run has come to, whose source is run again; nil where no CPU needs time.
    ///
    /// - Complexity: O(*n*) for the *n* frames of the source.
    public init?(_ run: borrowing some Run & ~Copyable) {
        guard let clock = run.pipeline.clock, let load = Load(clock) else { return nil }
        self.load = load
        guard !run.wasStopped, let source = run.firstFrames(.max) else {
            withoutMerging = nil
            return
        }
        var settings = run.pipeline.settings
        // Sessions of one packet, which all other rules leave alone.
        settings.offload.rules = .lro
        settings.offload.maxAggr = 1
        let again = Rerun(source, [settings])
        withoutMerging = again.paths[0].clock.flatMap(Load.init)
    }
}

extension CostComparison.Load {
    fileprivate init?(_ clock: VirtualClock) {
        guard let saturation = clock.saturation else { return nil }
        self.init(busiest: clock.busiestShare, saturation: saturation)
    }
}
