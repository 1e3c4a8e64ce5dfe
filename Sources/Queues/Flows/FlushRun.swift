import Offload

/// Sessions of a flow that were flushed alike, one after the other: a stream's often are, and are summed up only when
/// another follows.
struct FlushRun: Sendable {
    /// How each of them was flushed, as `Event` has it.
    private var first: UInt32 = 0
    private var second: UInt32 = 0
    /// How many there are.
    private(set) var count: UInt32 = 0
    /// Why.
    private(set) var reason = Reason.pollEnd

    /// Sessions flushed like this one, of which there is none yet.
    init(_ event: Event) { (first, second, reason) = (event.first, event.second, event.reason) }

    /// None.
    init() {}

    /// Adds a session if it was flushed like the others; says false if it was not.
    @inline(__always)
    mutating func add(_ other: Event) -> Bool {
        guard other.first == first, other.second == second, other.reason == reason, count < .max
        else { return false }
        count &+= 1
        return true
    }

    /// How each of them was flushed, by no frame in particular.
    var event: Event { Event(.flushed, frame: 0, reason: reason, first: first, second: second) }
    /// Their packets.
    var packets: UInt64 { UInt64(count) * UInt64(event.packets) }
    /// Their payload.
    var payloadBytes: UInt64 { UInt64(count) * UInt64(first) }
    /// Those of them that had two packets or more.
    var aggregates: UInt64 { event.packets > 1 ? UInt64(count) : 0 }
    /// The payload of these.
    var mergedBytes: UInt64 { event.packets > 1 ? payloadBytes : 0 }
    /// Those of them in which merging altered something.
    var alteredAggregates: UInt64 { event.alterations.isEmpty ? 0 : aggregates }
}
