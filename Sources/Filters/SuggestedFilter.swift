import Frames
import Packet
import Unmerge

extension SuggestedFilter {
    /// A filter that works for what the host with most payload received of some frames, or the port with most where a
    /// host talks to itself; nil where the frames go one way, or no filter keeps them.
    public init?(_ batches: [FrameBatch]) {
        var payload: [FlowKey: Int] = [:]
        for batch in batches {
            batch.withEachFrame { frame, record, _ in
                if let packet = TCPPacket(frame, wireLength: Int(record.wireLength), link: batch.link) {
                    payload[packet.flow, default: 0] += max(0, packet.payloadLength)
                }
            }
        }
        let both = payload.keys.filter { payload[$0.reversed] != nil && $0 != $0.reversed }
        guard let link = batches.first(where: { !$0.isEmpty })?.link, !both.isEmpty else { return nil }
        let isOwn = both.contains { $0.source == $0.destination }
        guard let target = isOwn ? Self.port(payload, both) : Self.host(payload) else { return nil }
        var candidates = FilterCandidates(target, link: link)
        for batch in batches where batch.link == link {
            batch.withEachFrame { frame, record, _ in candidates.note(frame, wireLength: Int(record.wireLength)) }
        }
        guard let expression = candidates.working() else { return nil }
        self.init(expression: expression, effect: target.effect)
    }

    private static func host(_ payload: [FlowKey: Int]) -> FilterTarget? {
        var received: [IPAddress: Int] = [:]
        for (flow, bytes) in payload { received[flow.destination, default: 0] += bytes }
        // Of equal receivers the one whose text comes first, so that every run says the same.
        return received.max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }
            .map { .destination($0.key) }
    }

    private static func port(_ payload: [FlowKey: Int], _ flows: [FlowKey]) -> FilterTarget? {
        var bytes: [FilterTarget: Int] = [:]
        for flow in flows {
            bytes[.destinationPort(flow.destinationPort), default: 0] += payload[flow] ?? 0
            bytes[.sourcePort(flow.sourcePort), default: 0] += payload[flow] ?? 0
        }
        return bytes.max { ($0.value, "\($1.key)") < ($1.value, "\($0.key)") }?.key
    }
}

extension FilterTarget {
    /// What a filter for it keeps, in words.
    fileprivate var effect: String {
        switch self {
        case .destination(let host): "what \(host) received"
        case .destinationPort, .sourcePort: "the direction with the most payload"
        }
    }
}
