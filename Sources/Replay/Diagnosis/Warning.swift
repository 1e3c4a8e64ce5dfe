import Frames
import Offload
import Packet
import Receive

/// Something about the source or the settings that makes the numbers mean less than they seem to.
public struct Warning: Equatable, Sendable {
    /// A stable id.
    public var id: String
    /// The fault and what would help, in a sentence.
    public var text: String

    /// The warnings about a run so far.
    ///
    /// - Complexity: O(*n*) for the *n* flows that are remembered.
    public static func all(_ run: borrowing some Run & ~Copyable) -> [Warning] {
        all(Grounds(run), payload: run.pipeline.payload)
    }

    /// The warnings that follow from what was copied of a run: the grounds, and the payload of each flow.
    package static func all(_ run: Grounds, payload: [FlowKey: UInt64]) -> [Warning] {
        [alreadyMerged(run), bothDirections(payload), damage(run), tableFull(run), headersCut(run), interrupted(run)]
            .compactMap(\.self)
    }

    /// The facts that warnings are read from, besides the flows.
    package struct Grounds: Sendable {
        let facts: SourceFacts
        let settings: ReceiveSettings
        let captureStats: CaptureStats
        let failure: SourceError?
        let wasStopped: Bool
        /// Packets that found the session table full.
        let refused: UInt64
        /// Aggregates that were evicted from it.
        let evicted: UInt64
        /// The most flows of a round that wanted a session.
        let wanted: Int

        /// The grounds in a run so far.
        ///
        /// - Complexity: O(*n*) for *n* queues.
        package init(_ run: borrowing some Run & ~Copyable) {
            let pipeline = run.pipeline
            facts = run.facts
            settings = pipeline.settings
            captureStats = pipeline.captureStats
            failure = run.failure
            wasStopped = run.wasStopped
            let managers = pipeline.queues.lazy.map(\.manager)
            refused = managers.reduce(0) { $0 + $1.counters.passedBy[.noSession] }
            evicted = managers.reduce(0) { $0 + $1.counters.flushedBy[.evicted] }
            wanted = pipeline.queues.map(\.bottleneckMeter.mostWanted).max() ?? 0
        }
    }

    /// Packets longer than the link can carry were merged by the host that captured them.
    private static func alreadyMerged(_ run: Grounds) -> Warning? {
        let captureStats = run.captureStats
        if let application = run.facts.application, application.hasPrefix("lro-top") {
            return Warning(
                id: "already-merged",
                text: "\(application) wrote this capture: its packets are merged already; "
                    + "take the capture that it was made from.")
        }
        guard captureStats.aboveMTU > 0 else { return nil }
        let packets = captureStats.aboveMTU == 1 ? "1 packet is" : "\(captureStats.aboveMTU) packets are"
        return Warning(
            id: "already-merged",
            text: "\(packets) longer than the MTU of \(run.settings.offload.mtu) "
                + "(up to \(captureStats.longest) bytes), merged by the capturing host already: "
                + "capture with its receive and segmentation offloads off, or raise --mtu.")
    }

    /// A NIC receives one direction of a connection, a capture often holds both.
    private static func bothDirections(_ payload: [FlowKey: UInt64]) -> Warning? {
        let both = payload.keys.filter { payload[$0.reversed] != nil && $0 != $0.reversed }
        guard !both.isEmpty else { return nil }
        let filter = both.contains { $0.source == $0.destination } ? portFilter(payload, both) : hostFilter(payload)
        return Warning(
            id: "both-directions",
            text: "The source holds both directions of connections, a NIC receives only one: "
                + "--filter '\(filter.expression)' keeps \(filter.effect).")
    }

    private typealias Filter = (expression: String, effect: String)

    /// A filter for what the host with the most payload received.
    private static func hostFilter(_ payload: [FlowKey: UInt64]) -> Filter {
        var received: [IPAddress: UInt64] = [:]
        for (flow, bytes) in payload { received[flow.destination, default: 0] += bytes }
        // Of equal receivers the one whose text comes first, so that every run says the same.
        let receiver = received.max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }
        guard let host = receiver?.key else { return ("", "") }
        // What stands behind `vlan` looks for addresses behind the tag, and nowhere else.
        let tags = Set(payload.keys.filter { $0.destination == host }.map { $0.vlan != 0 })
        let expression =
            switch (tags.contains(false), tags.contains(true)) {
            case (true, true): "dst host \(host) or (vlan and dst host \(host))"
            case (false, true): "vlan and dst host \(host)"
            default: "dst host \(host)"
            }
        return (expression, "what \(host) received")
    }

    /// A filter for the port with the most payload, where a host talks to itself and addresses tell nothing.
    private static func portFilter(_ payload: [FlowKey: UInt64], _ flows: [FlowKey]) -> Filter {
        var bytes: [String: UInt64] = [:]
        for flow in flows {
            bytes["dst port \(flow.destinationPort)", default: 0] += payload[flow] ?? 0
            bytes["src port \(flow.sourcePort)", default: 0] += payload[flow] ?? 0
        }
        let most = bytes.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return (most?.key ?? "", "the direction with the most payload")
    }

    private static func damage(_ run: Grounds) -> Warning? {
        run.failure.map { Warning(id: "damage", text: $0.description) }
    }

    private static func tableFull(_ run: Grounds) -> Warning? {
        let (refused, evicted, wanted) = (run.refused, run.evicted, run.wanted)
        guard refused + evicted > 0 else { return nil }
        return Warning(
            id: "table-too-small",
            text: evicted > 0
                ? (evicted == 1 ? "1 aggregate was" : "\(evicted) aggregates were")
                    + " evicted from a full bucket: up to \(wanted) flows a round share "
                    + "\(run.settings[.sessions]) sessions in "
                    + "\(run.settings.offload.groBuckets) buckets; raise --sessions."
                : (refused == 1 ? "1 packet" : "\(refused) packets")
                    + " found the session table full: up to \(wanted) flows a round want one of "
                    + "\(run.settings[.sessions]) sessions; raise --sessions.")
    }

    private static func interrupted(_ run: Grounds) -> Warning? {
        guard run.wasStopped else { return nil }
        return Warning(id: "interrupted", text: "The run was ended before its source: the numbers are those so far.")
    }

    private static func headersCut(_ run: Grounds) -> Warning? {
        let count = run.captureStats.headersCut
        guard count > 0 else { return nil }
        let packets = count == 1 ? "1 packet" : "\(count) packets"
        return Warning(
            id: "headers-cut",
            text: "The headers of \(packets) were not captured whole: "
                + "capture at least 128 bytes of each frame.")
    }
}

extension Pipeline {
    /// The payload of each flow in all queues.
    fileprivate var payload: [FlowKey: UInt64] {
        var payload: [FlowKey: UInt64] = [:]
        for queue in queues {
            for record in queue.ledger.records {
                if let flow = record.flow { payload[flow, default: 0] += record.payloadBytes }
            }
        }
        return payload
    }
}
