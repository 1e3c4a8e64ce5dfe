import Offload
import Packet
import Receive
import Settings
import Tallies
import TestSupport
import Testing

/// What merging alters is named, whatever bit it is.
@Suite struct AlterationTests {
    @Test(arguments: [
        ("frag=0xc000", Alteration.reserved), ("reserved=1", .reserved), ("reserved=8", .reserved),
        ("urgent=1", .reserved), ("urgent=0x100", .reserved), ("ttl=9", .ttl), ("tos=2", .tos), ("no-df", .df),
        ("win=7", .window), ("id=700", .ipID), ("mac=9", .link), ("dmac=9", .link),
    ])
    func isNamed(words: String, alteration: Alteration) throws {
        let packets = ["A s0 100 id=0", "A s100 100 id=1 \(words)", "A s200 100 id=2"]
        for rules in [Rulebook.lro, .inetLRO] {
            var rig = PipelineHarness(try TestSettings("", rules: rules))
            for frame in try TestFrame.frames(packets) { rig.take(frame) }
            rig.finish()
            let first = try #require(rig.delivered.first)
            #expect(first.frames == [0, 1, 2] && first.delivery.alterations.contains(Alterations(alteration)))
        }
    }

    /// A host would forward what it merged with the urgent pointer of the first packet.
    @Test func urgentPointersUnderGRO() throws {
        var rig = PipelineHarness(try TestSettings("", rules: .gro))
        for frame in try TestFrame.frames(["A s0 100", "A s100 100 urgent=7"]) { rig.take(frame) }
        rig.finish()
        #expect(rig.delivered.map(\.delivery.alterations.list) == [[.reserved]])
    }

    /// All of the longest header in front of IP is looked at, and a tag behind it.
    @Test(arguments: 0..<20)
    func anyByteOfACookedLink(place: Int) throws {
        var rig = PipelineHarness(ReceiveSettings(), link: .linuxCooked2)
        for number in 0...1 as ClosedRange<UInt32> {
            var builder = FrameBuilder(
                FlowKey(
                    source: IPAddress(v4: 1), destination: IPAddress(v4: 2), sourcePort: 1, destinationPort: 2))
            builder.link = .linuxCooked2
            builder.sequence = 100 * number
            builder.payload = [UInt8](repeating: 1, count: 100)
            builder.identification = UInt16(number)
            var frame = TestFrame(builder.bytes())
            // The ethertype stays.
            if number == 1, place > 1 { frame.bytes[place] ^= 1 }
            rig.take(frame)
        }
        rig.finish()
        #expect(rig.delivered.map(\.frames) == [[0, 1]])
        #expect(rig.delivered.map(\.delivery.alterations.list) == [place > 1 ? [.link] : []])
    }
}
