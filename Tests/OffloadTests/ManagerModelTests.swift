import Offload
import Packet
import TestSupport
import Testing

/// The manager's table under the rulebooks of LRO against a naive one: a list that is searched from its beginning.
@Suite struct ManagerModelTests {
    private static let lro: [Rulebook] = [.lro, .inetLRO]

    /// A session of the naive table.
    private struct Held {
        var flow: FlowKey
        var slot: Int
        var frames: [UInt64]
        var next: UInt32
    }

    /// What is expected of a delivery.
    private struct Expected: Equatable {
        var slot: Int?
        var first: UInt64
        var packets: Int
        var reason: Reason
    }

    @Test(arguments: [(8, 30, 6000), (1, 3, 1000), (64, 60, 6000), (300, 500, 9000)], lro)
    func isAList(size: (sessions: Int, flows: Int, packets: Int), rules: Rulebook) {
        for seed in 1...3 as ClosedRange<UInt64> {
            var random = SplitMix(seed: seed)
            var settings = OffloadSettings()
            settings.rules = rules
            settings.sessions = size.sessions
            settings.maxAggr = 5
            var manager = Manager(settings)
            manager.log.keepsDeliveries = true
            var list: [Held] = []
            var expected: [Expected] = []
            var ends: [UInt32] = Array(repeating: 0, count: size.flows)
            for frame in 0..<UInt64(size.packets) {
                let flow = random.below(size.flows)
                if random.oneIn(10) { ends[flow] &+= 1 }
                let packet = Self.segment(flow: flow, sequence: ends[flow], frame: frame)
                ends[flow] &+= 100
                manager.take(packet)
                Self.receive(packet, &list, &expected, settings)
                if random.oneIn(400) {
                    manager.flushAll(reason: .pollEnd, cause: frame)
                    if rules == .inetLRO { list.sort { $0.slot < $1.slot } }
                    expected += list.map { Self.flush($0, .pollEnd) }
                    list = []
                }
            }
            let got = manager.log.deliveries.map {
                Expected(slot: $0.slot, first: $0.firstFrame, packets: $0.packets, reason: $0.reason)
            }
            #expect(got == expected, "seed \(seed)")
            #expect(manager.table.slotsByAge == list.map(\.slot), "seed \(seed)")
        }
    }

    /// As many sessions as there can be: slots are taken and given back in the order of their numbers.
    @Test(arguments: lro)
    func fullTable(rules: Rulebook) {
        let size = 65_536
        var settings = OffloadSettings()
        settings.rules = rules
        settings.sessions = size
        var manager = Manager(settings)
        manager.log.keepsDeliveries = true
        for flow in 0..<size { manager.take(Self.segment(flow: flow, sequence: 0, frame: UInt64(flow))) }
        #expect(manager.table.count == size)
        #expect(
            manager.log.events.enumerated().allSatisfy { $0.element.kind == .opened && $0.element.slot == $0.offset }
        )
        manager.take(Self.segment(flow: size, sequence: 0, frame: 70_000))
        #expect(manager.counters.noDesc == 1)
        // A few in the middle break; their slots are then the lowest free ones.
        let broken = [65_535, 4096, 64, 63, 40_000]
        for flow in broken { manager.take(Self.segment(flow: flow, sequence: 500, frame: 70_001)) }
        manager.log.clear()
        for flow in 0..<broken.count {
            manager.take(Self.segment(flow: size + 1 + flow, sequence: 0, frame: 70_002 + UInt64(flow)))
        }
        #expect(manager.log.events.map(\.slot) == broken.sorted())
        manager.flushAll(reason: .pollEnd, cause: 80_000)
        let slots = manager.log.deliveries.map { $0.slot ?? -1 }
        let young = broken.sorted()
        let byAge = (0..<size).filter { !broken.contains($0) } + young
        #expect(slots == (rules == .inetLRO ? Array(0..<size) : byAge))
        #expect(manager.table.count == 0)
        manager.take(Self.segment(flow: 5, sequence: 100, frame: 80_001))
        #expect(manager.log.events.last?.kind == .opened)
        #expect(manager.log.events.last?.slot == 0)
    }

    /// A segment of 100 bytes.
    private static func segment(flow: Int, sequence: UInt32, frame: UInt64) -> Descriptor {
        var packet = Descriptor()
        packet.index = frame
        packet.facts = [.hasAddresses, .hasPorts, .hasTCP]
        packet.ipVersion = 4
        packet.protocolNumber = 6
        (packet.networkOffset, packet.transportOffset, packet.tcpHeaderLength) = (14, 20, 20)
        (packet.wireLength, packet.capturedLength, packet.totalLength, packet.payloadLength) = (154, 154, 140, 100)
        packet.flags = .ack
        packet.sequence = sequence
        packet.flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0000 + UInt32(flow >> 8)), destination: IPAddress(v4: 0x0a01_0000),
            sourcePort: 1024 + UInt16(flow & 0xff), destinationPort: 80)
        return packet
    }

    /// What a table that is searched from its beginning does.
    private static func receive(
        _ packet: Descriptor, _ list: inout [Held], _ expected: inout [Expected], _ settings: OffloadSettings
    ) {
        guard let place = list.firstIndex(where: { $0.flow == packet.flow }) else {
            if list.count == settings.sessions {
                expected.append(Expected(slot: nil, first: packet.index, packets: 1, reason: .noSession))
            } else {
                let free = (0...list.count).first { slot in !list.contains { $0.slot == slot } } ?? 0
                list.append(
                    Held(flow: packet.flow, slot: free, frames: [packet.index], next: packet.sequence &+ 100))
            }
            return
        }
        if list[place].next != packet.sequence {
            expected.append(flush(list.remove(at: place), .gap))
            expected.append(Expected(slot: nil, first: packet.index, packets: 1, reason: .gap))
            return
        }
        list[place].frames.append(packet.index)
        list[place].next &+= 100
        if list[place].frames.count == settings.maxAggr { expected.append(flush(list.remove(at: place), .maxAggr)) }
    }

    private static func flush(_ held: Held, _ reason: Reason) -> Expected {
        Expected(slot: held.slot, first: held.frames[0], packets: held.frames.count, reason: reason)
    }
}

extension Manager {
    /// Takes a packet that nobody keeps.
    fileprivate mutating func take(_ packet: Descriptor) {
        var packet = packet
        receive(&packet)
    }
}
