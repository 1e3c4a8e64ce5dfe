import Frames
import Offload
import Packet
import Queues
import Receive
import Replay
import Settings

/// Something about the source or the settings that makes the numbers mean less than they seem to.
public struct Warning: Equatable, Sendable {
    /// A stable id.
    public var id: String
    /// The fault and what would help, in a sentence.
    public var text: String
    /// The options that would help, word by word; empty where none would.
    public var remedy: [String]

    /// A warning in words, by default without options that would help.
    public init(id: String, text: String, remedy: [String] = []) {
        self.id = id
        self.text = text
        self.remedy = remedy
    }

    /// The warnings about a run so far, for which its first frames are run again.
    ///
    /// - Complexity: O(*n*) for the *n* flows that are remembered.
    public static func all(_ run: borrowing some Run & ~Copyable) -> [Warning] {
        let attempt = run.wasStopped ? nil : ArrivalTrial.Attempt(run)
        return all(Grounds(run, trial: attempt.map { ArrivalTrial($0) }), payload: run.pipeline.payload)
    }

    /// The warnings that follow from what was copied of a run: the grounds, and the payload of each flow.
    package static func all(_ run: Grounds, payload: [FlowKey: UInt64]) -> [Warning] {
        [
            alreadyMerged(run), emptyFilter(run), bothDirections(run, payload), damage(run), tableFull(run),
            headersCut(run), interrupted(run), backlog(run), pollStamps(run),
        ]
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
        /// What the first frames come to with other arrivals; nil where that is not known.
        let trial: ArrivalTrial?

        /// The grounds in a run so far, and in a trial of its first frames.
        ///
        /// - Complexity: O(*n*) for *n* queues.
        package init(_ run: borrowing some Run & ~Copyable, trial: ArrivalTrial?) {
            self.trial = trial
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

    /// Packets that were merged by the host that captured them: cut, or longer than the link can carry.
    private static func alreadyMerged(_ run: Grounds) -> Warning? {
        guard run.facts.account?.unmerges != true else { return cut(run) }
        let captureStats = run.captureStats
        if let application = run.facts.application, application.hasPrefix("lro-top") {
            return Warning(
                id: "already-merged",
                text: "\(application) wrote this capture: its packets are merged already; "
                    + "take the capture that it was made from, or --unmerge auto.")
        }
        guard captureStats.aboveMTU > 0 else { return nil }
        let packets = captureStats.aboveMTU == 1 ? "1 packet is" : "\(captureStats.aboveMTU) packets are"
        return Warning(
            id: "already-merged",
            text: "\(packets) longer than the MTU of \(run.settings.offload.mtu) "
                + "(up to \(captureStats.longest) bytes), merged by the capturing host already: "
                + "--unmerge auto cuts them, or raise --mtu.",
            remedy: ["--unmerge", "auto"])
    }

    /// What was cut, and what cannot be known of it.
    private static func cut(_ run: Grounds) -> Warning? {
        guard let counts = run.facts.account?.unmerge, counts.cut + counts.uncertain > 0 else { return nil }
        let order = "the times of the segments are those of the packets, their order across flows within one is lost"
        let pipe = run.facts.isPipe ? "; a pipe tells only what has passed" : ""
        let text = counts.sentence.prefix(1).uppercased() + counts.sentence.dropFirst()
        return Warning(
            id: "already-merged",
            text: "\(text); \(order), and so is what a NIC's LRO altered\(pipe).")
    }

    /// A NIC receives one direction of a connection, a capture often holds both.
    private static func bothDirections(_ run: Grounds, _ payload: [FlowKey: UInt64]) -> Warning? {
        guard run.facts.account?.receivedBy?.takesAll ?? true else { return nil }
        guard payload.keys.contains(where: { payload[$0.reversed] != nil && $0 != $0.reversed }) else { return nil }
        let filter = run.facts.account?.suggestedFilter
        let remedy = filter.map { "--filter '\($0.expression)' keeps \($0.effect)" } ?? "--receiver names the one"
        return Warning(
            id: "both-directions",
            text: "The source holds both directions of connections, a NIC receives only one: \(remedy).",
            remedy: filter.map { ["--filter", $0.expression] } ?? [])
    }

    /// A filter that keeps nothing.
    private static func emptyFilter(_ run: Grounds) -> Warning? {
        guard run.failure == nil, let sentence = run.facts.account?.emptyFilter else { return nil }
        return Warning(id: "empty-filter", text: sentence + ".")
    }

    private static func damage(_ run: Grounds) -> Warning? {
        run.failure.map { Warning(id: "damage", text: $0.description) }
    }

    private static func tableFull(_ run: Grounds) -> Warning? {
        let (refused, evicted, wanted) = (run.refused, run.evicted, run.wanted)
        guard refused + evicted > 0 else { return nil }
        let enough = Setting.sessions.ladder.first { $0 >= wanted && $0 > run.settings[.sessions] }
        return Warning(
            id: "table-too-small",
            text: evicted > 0
                ? (evicted == 1 ? "1 aggregate was" : "\(evicted) aggregates were")
                    + " evicted from a full bucket: up to \(wanted) flows a round share "
                    + "\(run.settings[.sessions]) sessions in "
                    + "\(run.settings.offload.groBuckets) buckets; raise --sessions."
                : (refused == 1 ? "1 packet" : "\(refused) packets")
                    + " found the session table full: up to \(wanted) flows a round want one of "
                    + "\(run.settings[.sessions]) sessions; raise --sessions.",
            remedy: enough.map { ["--sessions", "\($0)"] } ?? [])
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
