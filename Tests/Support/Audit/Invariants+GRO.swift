import Offload
import Packet
import Receive
import Replay

/// What must hold of aggregates under `gro`.
extension Invariants {
    /// Looks at an aggregate of two packets or more.
    mutating func checkAggregateOfGRO(_ packet: DeliveredPacket) {
        let parts = packet.frames.map { rig.taken[Int($0)] }
        checkFlowOfGRO(parts)
        if let limit = parts.last?.settings.offload.groMaxSize {
            expect(packet.delivery.totalLength < limit, "\(packet.delivery.totalLength) bytes in one of \(limit)")
        }
        let merged = MergedPacket(packet, in: rig)
        let expected = merged.headersOfGRO
        let headers = Array(packet.delivery.headers.array.prefix(expected.count))
        expect(headers == expected, "frames \(packet.frames) have the headers \(headers), not \(expected)")
        guard let payload = merged.payload, merged.cameRight else { return }
        checkSplit(headers + payload, parts)
    }

    private mutating func checkFlowOfGRO(_ parts: [PipelineHarness.Taken]) {
        let flows = parts.map { GROFlow($0) }
        for (part, flow) in zip(parts, flows) {
            let isSame = flow.flatMap { flow in flows[0].map { $0.isSame(as: flow, onEthernet: isEthernet) } } ?? false
            expect(isSame, "frame \(part.packet.index) is of another flow than frame \(parts[0].packet.index)")
        }
    }

    private var isEthernet: Bool { rig.link == .ethernet }

    /// Split again, the aggregate gives the packets that went in, from the IP header on; the urgent pointer may differ.
    private mutating func checkSplit(_ aggregate: [UInt8], _ parts: [PipelineHarness.Taken]) {
        let originals = parts.map { part in
            Array(part.frame.bytes[part.packet.networkOffset...].prefix(part.packet.totalLength))
        }
        let urgent = Set(parts.map { $0.packet.headers.word16(at: $0.packet.transportOffset + 18) })
        guard urgent.count == 1 else { return }
        let identifications = parts.prefix(2).map { $0.packet.headers.word16(at: 4) }
        let isFixed = Set(identifications).count == 1
        let segments = SplitAggregate.segments(
            aggregate, size: parts[0].packet.payloadLength, identification: isFixed ? .fixed : .increasing)
        let frames = parts.map(\.packet.index)
        expect(segments == originals, "frames \(frames) do not come out of their aggregate again")
    }

    /// At the end of a round the buckets are emptied in turn, each from what was held longest.
    mutating func checkRoundEnds() {
        var before: (cause: UInt64, queue: Int, place: (UInt32, UInt64))?
        for packet in rig.delivered where rules(packet) == .gro {
            guard packet.delivery.reason == .pollEnd || packet.delivery.reason == .sourceEnd else { continue }
            let first = rig.taken[Int(packet.delivery.firstFrame)]
            let bucket = first.packet.rssHash % UInt32(max(1, first.settings.offload.groBuckets))
            let place = (bucket, packet.delivery.firstFrame)
            if let before, before.cause == packet.delivery.cause, before.queue == packet.queue {
                expect(
                    before.place < place, "frame \(place.1) of bucket \(place.0) left after frame \(before.place.1)")
            }
            before = (packet.delivery.cause, packet.queue, place)
        }
    }
}
