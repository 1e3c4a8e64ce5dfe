import Offload
import Packet
import Receive
import Traffic

/// Something about the source or the settings that makes the numbers mean less than they seem to.
public struct Warning: Equatable, Sendable {
    /// A stable id.
    public var id: String
    /// What is wrong and what would help, in a sentence.
    public var text: String

    /// What there is to say about a run so far.
    public static func all(_ runner: Runner) -> [Warning] {
        [
            alreadyMerged(runner), bothDirections(runner), damage(runner), tableFull(runner), headersCut(runner),
        ].compactMap(\.self)
    }

    /// Packets longer than the link can carry were merged by the host that captured them.
    private static func alreadyMerged(_ runner: Runner) -> Warning? {
        let survey = runner.survey
        guard survey.aboveMTU > 0 else { return nil }
        return Warning(
            id: "already-merged",
            text: "\(survey.aboveMTU) packets are longer than the MTU of \(runner.pipeline.settings.offload.mtu) "
                + "(up to \(survey.longest) bytes): the capturing host had merged them already; "
                + "capture with its receive and segmentation offloads off, or raise --mtu.")
    }

    /// A NIC receives one direction of a connection, a capture often holds both.
    private static func bothDirections(_ runner: Runner) -> Warning? {
        var payload: [FlowKey: UInt64] = [:]
        for queue in runner.pipeline.queues {
            for record in queue.ledger.records {
                if let flow = record.flow { payload[flow, default: 0] += record.payloadBytes }
            }
        }
        guard payload.keys.contains(where: { payload[$0.reversed] != nil }) else { return nil }
        var received: [IPAddress: UInt64] = [:]
        for (flow, bytes) in payload { received[flow.destination, default: 0] += bytes }
        // Of equal receivers the one whose text comes first, so that every run says the same.
        let receiver = received.max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }
        guard let host = receiver?.key else { return nil }
        return Warning(
            id: "both-directions",
            text: "The source holds both directions of connections, a NIC receives only one: "
                + "--filter 'dst host \(host)' keeps what \(host) received.")
    }

    private static func damage(_ runner: Runner) -> Warning? {
        runner.failure.map { Warning(id: "damage", text: $0.description) }
    }

    private static func tableFull(_ runner: Runner) -> Warning? {
        let refused = runner.pipeline.counters.passedBy[.noSession]
        guard refused > 0 else { return nil }
        let wanted = runner.pipeline.queues.map(\.ledger.losses.mostWanted).max() ?? 0
        return Warning(
            id: "table-too-small",
            text: "\(refused) packets found the session table full: up to \(wanted) flows a round want one of "
                + "\(runner.pipeline.settings[.sessions]) sessions; raise --sessions.")
    }

    private static func headersCut(_ runner: Runner) -> Warning? {
        guard runner.survey.headersCut > 0 else { return nil }
        return Warning(
            id: "headers-cut",
            text: "The headers of \(runner.survey.headersCut) packets were not captured whole "
                + "(snaplen \(runner.facts.snapLength)): capture at least 128 bytes of each frame.")
    }
}
