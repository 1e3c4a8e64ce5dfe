import Packet
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    @Test("over IPv4 are written as dotted decimal")
    func dotted() {
        #expect("\(IPAddress(v4: 0x0a00_00ff))" == "10.0.0.255")
        #expect("\(IPAddress(v4: 0))" == "0.0.0.0")
        #expect(IPAddress(v4: 0x0102_0304).bytes == [1, 2, 3, 4])
    }

    @Test(
        "over IPv6 are written as RFC 5952 says",
        arguments: [
            (0, 0, "::"), (0, 1, "::1"), (1 << 48, 0, "1::"),
            (0x2001_0db8_0000_0000, 1, "2001:db8::1"),
            // 4.2.2: a single zero group is written out.
            (0x2001_0db8_0000_0001, 0x0001_0001_0001_0001, "2001:db8:0:1:1:1:1:1"),
            // 4.2.3: of two runs the longest is left out, and of equal ones the first.
            (0x2001_0000_0000_0001, 0x0000_0000_0000_0001, "2001:0:0:1::1"),
            (0x2001_0db8_0000_0000, 0x0001_0000_0000_0001, "2001:db8::1:0:0:1"),
            // 4.1 and 4.3: no leading zeros, lower case.
            (0x2001_0db8_aaaa_bbbb, 0xcccc_dddd_eeee_000f, "2001:db8:aaaa:bbbb:cccc:dddd:eeee:f"),
            (0xfe80_0000_0000_0000, 0x0200_00ff_fe00_0001, "fe80::200:ff:fe00:1"),
            (0x0001_0002_0003_0004, 0x0005_0006_0000_0000, "1:2:3:4:5:6::"),
            (0x0000_0002_0003_0004, 0x0005_0006_0007_0000, "0:2:3:4:5:6:7:0"),
        ] as [(UInt64, UInt64, String)])
    func canonical(high: UInt64, low: UInt64, text: String) {
        #expect("\(IPAddress(high: high, low: low))" == text)
    }

    @Test("of the two families differ even if all bits are equal")
    func families() {
        #expect(IPAddress(v4: 1) != IPAddress(high: 0, low: 1))
        #expect(IPAddress(high: 1, low: 2).bytes.count == 16)
    }
}

@Suite("Flow keys")
struct FlowKeyTests {
    @Test("are written as endpoints, with the VLAN if there is one")
    func text() {
        #expect("\(FlowKey.v4)" == "10.0.0.1:40112 → 10.0.0.2:5201")
        #expect("\(FlowKey.v6)" == "[2001:db8::1]:40112 → [fe80::ffff]:5201")
        var tagged = FlowKey.v4
        tagged.vlan = 42
        #expect("\(tagged)" == "10.0.0.1:40112 → 10.0.0.2:5201 vlan 42")
        tagged.vlan = FlowKey.encapsulatedVLAN
        #expect("\(tagged)" == "10.0.0.1:40112 → 10.0.0.2:5201 encapsulated")
    }

    @Test("reversed twice are the same")
    func reversed() {
        #expect(FlowKey.v4.reversed.source == FlowKey.v4.destination)
        #expect(FlowKey.v4.reversed.sourcePort == 5_201)
        #expect(FlowKey.v6.reversed.reversed == .v6)
    }
}
