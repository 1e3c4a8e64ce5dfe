import Offload
import Tables

/// What the bottleneck meter remembers of a flow.
struct FlowRun: Sendable {
    /// The packets of its latest sessions in one round that only limits cut apart.
    @Stored32 var packets = 0
    /// What broke the latest session.
    var brokenBy: Reason?
    /// Their payload.
    var bytes = 0
    /// The round in which its latest session was flushed, counted from 1.
    var round: UInt64 = 0
    /// The latest round in which it wanted a session.
    var wantedIn: UInt64 = 0
    /// The latest round in which it was refused one.
    var refusedIn: UInt64 = 0
    /// The packets refused there that continue each other.
    var refused = 0
    /// The sequence number that would continue them.
    var refusedNext: UInt32 = 0
}
