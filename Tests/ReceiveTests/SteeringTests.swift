import Packet
import Receive
import TestSupport
import Testing

/// Which packets are hashed by ports, which by addresses, and which go to queue 0.
@Suite struct SteeringTests {
    /// The addresses of the notation's flow A, without and with its ports, as the published algorithm hashes them.
    private static func hash(_ flow: FlowKey, withPorts: Bool) -> UInt32 {
        var input = flow.source.bytes + flow.destination.bytes
        if withPorts {
            input.append(bigEndian: flow.sourcePort)
            input.append(bigEndian: flow.destinationPort)
        }
        var key = Toeplitz.defaultKey
        var hash: UInt32 = 0
        for bit in 0..<input.count * 8 {
            if input[bit / 8] & 0x80 >> UInt8(bit % 8) != 0 { hash ^= key.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
            // The key moves one bit to the left.
            key = key.indices.map { key[$0] << 1 | ($0 + 1 < key.count ? key[$0 + 1] >> 7 : 0) }
        }
        return hash
    }

    private static func packet(_ text: String) throws -> Descriptor {
        let rig = try Scenario(text, "queues=8", packets: [text], lro: []).run(.lro)
        return rig.taken[0].packet
    }

    @Test(arguments: [
        "A s0 100", "A' s0 0", "B s0 100 vlan=7", "A s0 100 v6", "A s0 100 pppoe", "A s0 0 syn no-ack",
        "A s0 100 pad=5",
        "A s0 100 doff=4", "A s0 100 cut=50",
    ])
    func byPorts(text: String) throws {
        let packet = try Self.packet(text)
        #expect(packet.rssHash == Self.hash(packet.flow, withPorts: true))
    }

    @Test(arguments: [
        "A s0 100 mf", "A s0 100 frag=4", "A s0 100 proto=17", "A s0 100 proto=17 v6", "A s0 100 proto=1",
        "A s0 100 cut=36", "A s0 100 ihl=4",
    ])
    func byAddresses(text: String) throws {
        let packet = try Self.packet(text)
        #expect(packet.rssHash == Self.hash(packet.flow, withPorts: false))
        #expect(packet.rssHash != 0)
    }

    @Test(arguments: ["arp", "A s0 100 cut=30", "A s0 100 cut=3"])
    func toQueueZero(text: String) throws {
        let rig = try Scenario(text, "queues=8", packets: [text], lro: []).run(.lro)
        #expect(rig.taken[0].packet.rssHash == 0)
        #expect(rig.taken[0].queue == 0)
    }

    @Test(arguments: [1, 2, 3, 7, 128])
    func queueOfTheHash(queues: Int) throws {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { "\($0) s0 100" }
        let rig = try Scenario("letters", "queues=\(queues)", packets: letters, lro: []).run(.lro)
        for taken in rig.taken {
            #expect(taken.queue == Int(Self.hash(taken.packet.flow, withPorts: true) & 127) % queues)
        }
        #expect(Set(rig.taken.map(\.queue)).count > min(queues, 7) - 1)
    }

    @Test func fragmentsOfAFlowLeaveItsQueue() throws {
        let rig = try Scenario("fragment", "queues=8", packets: ["A s0 100", "A s100 100 mf"], lro: []).run(.lro)
        #expect(rig.taken[0].queue != rig.taken[1].queue)
        #expect(rig.delivered.map { $0.delivery.reason.id } == ["fragment", "source-end"])
    }
}
