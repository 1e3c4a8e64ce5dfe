import Packet
import Testing

@Suite struct MACAddressTests {
    @Test func itIsWrittenInPairsOfDigits() {
        #expect(MACAddress(0x0200_0000_00a1).description == "02:00:00:00:00:a1")
        #expect(MACAddress(0xffff_ffff_ffff).isGroup)
    }
}
