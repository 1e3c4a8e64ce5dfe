import TestSupport
import Testing

/// What Linux 6.18 delivered for single cases: sequence, sizes, flags and options.
///
/// Numbers are those of the list of cases. Unless a case says otherwise 1000 bytes a packet, identifications that count
/// on, DF.
@Suite struct GROKernelTCPTests {
    @Test(arguments: [
        Scenario(
            "01 four in order", packets: ["A s0 1000 id=1+ x4"],
            gro: ["0-3 source-end payload=4000"],
            inetLRO: ["0-3 source-end payload=4000"]),
        Scenario(
            "02 a small one at the end", packets: ["A s0 1000 id=1+ x3", "A s3000 500 id=4"],
            gro: ["0-3 segment-size payload=3500"],
            inetLRO: ["0-3 source-end payload=3500"]),
        Scenario(
            "03 a small one, then more", packets: ["A s0 1000 id=1", "A s1000 500 id=2", "A s1500 1000 id=3+ x2"],
            gro: ["0+1 segment-size payload=1500", "2+3 source-end payload=2000"],
            inetLRO: ["0-3 source-end payload=3500"]),
        Scenario(
            "04 a small one, then a larger one", packets: ["A s0 500 id=1", "A s500 1000 id=2"],
            gro: ["0 segment-size payload=500", "1 source-end payload=1000"],
            inetLRO: ["0+1 source-end payload=1500"]),
        Scenario(
            "08 a pure ACK in the middle", packets: ["A s0 1000 id=1", "A s1000 0 id=2", "A s1000 1000 id=3+ x2"],
            gro: ["0 pure-ack payload=1000", "1 pure-ack payload=0 held=no", "2+3 source-end payload=2000"],
            inetLRO: ["0 pure-ack payload=1000", "1 pure-ack payload=0 held=no", "2+3 source-end payload=2000"]),
        Scenario(
            "09 two pure ACKs", packets: ["A s0 0 id=1+ x2"],
            gro: ["0 pure-ack held=no", "1 pure-ack held=no"],
            inetLRO: ["0 pure-ack held=no", "1 pure-ack held=no"]),
        Scenario(
            "10 a gap", packets: ["A s0 1000 id=1+ x2", "A s3000 1000 id=3+ x2"],
            gro: ["0+1 gap payload=2000", "2+3 source-end payload=2000"],
            inetLRO: ["0+1 gap payload=2000", "2 gap held=no", "3 source-end payload=1000"]),
        Scenario(
            "11 the second one twice", packets: ["A s0 1000 id=1+ x2", "A s1000 1000 id=2+ x2"],
            gro: ["0+1 duplicate payload=2000", "2+3 source-end payload=2000"],
            inetLRO: ["0+1 duplicate payload=2000", "2 duplicate held=no", "3 source-end payload=1000"]),
        Scenario(
            "12 the second and the third in turn",
            packets: ["A s0 1000 id=1", "A s2000 1000 id=3", "A s1000 1000 id=2", "A s3000 1000 id=4"],
            gro: ["0 gap held=yes", "1 duplicate held=yes", "2 gap held=yes", "3 source-end held=yes"],
            inetLRO: ["0 gap held=yes", "1 gap held=no", "2 gap held=yes", "3 gap held=no"]),
        Scenario(
            "45 sixty tiny ones", "max-aggr=64", packets: ["A s0 10 id=1+ x60"],
            gro: ["0-59 source-end payload=600"],
            inetLRO: ["0-59 source-end payload=600"]),
        Scenario(
            "49 the sequence number wraps", packets: ["A s4294965796 1000 id=1+ x4"],
            gro: ["0-3 source-end payload=4000 seq=4294965796"],
            inetLRO: ["0-3 source-end payload=4000 seq=4294965796"]),
        Scenario(
            "52 two flows in turn", "gro-buckets=1 sessions=8",
            packets: (0..<4).flatMap { ["A s\($0 * 1000) 1000 id=\($0)", "B s\($0 * 1000) 1000 id=\($0)"] },
            gro: ["0+2+4+6 source-end payload=4000", "1+3+5+7 source-end payload=4000"],
            inetLRO: ["0+2+4+6 source-end payload=4000", "1+3+5+7 source-end payload=4000"]),
        Scenario(
            "55 the first is larger than the rest", packets: ["A s0 1448 id=1", "A s1448 1000 id=2+ x2"],
            gro: ["0+1 segment-size payload=2448", "2 source-end payload=1000"],
            inetLRO: ["0+1+2 source-end payload=3448"]),
    ])
    func stream(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "05 PSH on the second of four",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 psh", "A s2000 1000 id=3+ x2"],
            gro: ["0+1 psh payload=2000 flags=P.", "2+3 source-end payload=2000 flags=."],
            inetLRO: ["0-3 source-end payload=4000 flags=."]),
        Scenario(
            "06 FIN on the last", packets: ["A s0 1000 id=1+ x3", "A s3000 1000 id=4 fin"],
            gro: ["0-3 fin payload=4000 flags=F."],
            inetLRO: ["0+1+2 fin payload=3000 flags=.", "3 fin payload=1000 flags=F."]),
        Scenario(
            "07 FIN on the second", packets: ["A s0 1000 id=1", "A s1000 1000 id=2 fin", "A s2000 1000 id=3+ x2"],
            gro: ["0+1 fin payload=2000 flags=F.", "2+3 source-end payload=2000 flags=."],
            inetLRO: ["0 fin flags=.", "1 fin flags=F.", "2+3 source-end payload=2000 flags=."]),
        Scenario(
            "40 ECE on all", packets: ["A s0 1000 id=1+ ece x4"],
            gro: ["0-3 source-end payload=4000 flags=.E"],
            inetLRO: ["0 ece", "1 ece", "2 ece", "3 ece"]),
        Scenario(
            "51 no ACK on the second",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 no-ack", "A s2000 1000 id=3+ x2"],
            gro: ["0 no-ack flags=.", "1 no-ack flags= held=yes", "2+3 source-end payload=2000 flags=."],
            inetLRO: ["0 no-ack flags=.", "1 no-ack flags= held=no", "2+3 source-end payload=2000 flags=."]),
        Scenario(
            "53 a window of zero", packets: ["A s0 1000 id=1+ win=0 x4"],
            gro: ["0-3 source-end payload=4000 win=0"],
            inetLRO: ["0-3 source-end payload=4000 win=0"]),
        Scenario(
            "54 PSH on all", packets: ["A s0 1000 id=1+ psh x4"],
            gro: (0..<4).map { "\($0) psh payload=1000 flags=P. held=no" },
            inetLRO: ["0-3 source-end payload=4000 flags=P."]),
    ])
    func flags(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        ("37", "urg", ".U", false), ("38", "cwr", ".W", true), ("39", "ece", ".E", true), ("41", "syn", "S.", false),
        ("42", "rst", "R.", false),
    ])
    func flagOnTheSecond(number: String, flag: String, flags: String, isHeld: Bool) throws {
        let scenario = Scenario(
            "\(number) \(flag) on the second",
            packets: ["A s0 1000 id=1", "A s1000 1000 id=2 \(flag)", "A s2000 1000 id=3+ x2"],
            gro: [
                "0 \(flag) payload=1000 flags=.", "1 \(flag) payload=1000 flags=\(flags) held=\(isHeld ? "yes" : "no")",
                "2+3 source-end payload=2000 flags=.",
            ],
            inetLRO: [
                "0 \(flag) payload=1000 flags=.", "1 \(flag) payload=1000 flags=\(flags) held=no",
                "2+3 source-end payload=2000 flags=.",
            ])
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }

    @Test(arguments: [
        Scenario(
            "13 equal timestamps", packets: ["A s0 1000 id=1+ ts=5,7 x4"],
            gro: ["0-3 source-end payload=4000 tsval=5 tsecr=7"],
            inetLRO: ["0-3 source-end payload=4000 tsval=5 tsecr=7"]),
        Scenario(
            "14 the value grows at the third",
            packets: ["A s0 1000 id=1+ ts=5,7 x2", "A s2000 1000 id=3+ ts=6,7 x2"],
            gro: ["0+1 tcp-options payload=2000 tsval=5", "2+3 source-end payload=2000 tsval=6"],
            inetLRO: ["0-3 source-end payload=4000 tsval=5"]),
        Scenario(
            "15 the value goes back at the third",
            packets: ["A s0 1000 id=1+ ts=5,7 x2", "A s2000 1000 id=3+ ts=4,7 x2"],
            gro: ["0+1 tcp-options payload=2000 tsval=5", "2+3 source-end payload=2000 tsval=4"],
            inetLRO: ["0+1 ts-back payload=2000", "2 ts-back held=no", "3 source-end payload=1000"]),
        Scenario(
            "16 the echo changes at the third",
            packets: ["A s0 1000 id=1+ ts=5,7 x2", "A s2000 1000 id=3+ ts=5,8 x2"],
            gro: ["0+1 tcp-options payload=2000 tsecr=7", "2+3 source-end payload=2000 tsecr=8"],
            inetLRO: ["0-3 source-end payload=4000 tsecr=8"]),
        Scenario(
            "17 an echo of zero", packets: ["A s0 1000 id=1+ ts=5,0 x4"],
            gro: ["0-3 source-end payload=4000 tsecr=0"],
            inetLRO: (0..<4).map { "\($0) tsecr-zero" }),
        Scenario(
            "18 TIMESTAMP NOP NOP", packets: ["A s0 1000 id=1+ opt=080a00000005000000070101 x4"],
            gro: ["0-3 source-end payload=4000"],
            inetLRO: (0..<4).map { "\($0) tcp-options" }),
        Scenario(
            "19 SACK in all", packets: ["A s0 1000 id=1+ opt=0101050a00000bb800000fa0 x4"],
            gro: ["0-3 source-end payload=4000"],
            inetLRO: (0..<4).map { "\($0) tcp-options" }),
        Scenario(
            "20 SACK in the second only",
            packets: [
                "A s0 1000 id=1", "A s1000 1000 id=2 opt=0101050a00000bb800000fa0", "A s2000 1000 id=3+ x2",
            ],
            gro: ["0 tcp-options", "1 tcp-options held=yes", "2+3 source-end payload=2000"],
            inetLRO: ["0 tcp-options", "1 tcp-options held=no", "2+3 source-end payload=2000"]),
        Scenario(
            "21 the window changes at the third",
            packets: ["A s0 1000 id=1+ win=500 x2", "A s2000 1000 id=3+ win=501 x2"],
            gro: ["0+1 window payload=2000 win=500", "2+3 source-end payload=2000 win=501"],
            inetLRO: ["0-3 source-end payload=4000 win=501"]),
        Scenario(
            "22 the ACK advances at the third",
            packets: ["A s0 1000 id=1+ ack=5 x2", "A s2000 1000 id=3+ ack=6 x2"],
            gro: ["0+1 ack payload=2000 ack=5", "2+3 source-end payload=2000 ack=6"],
            inetLRO: ["0-3 source-end payload=4000 ack=6"]),
        Scenario(
            "23 the ACK goes back at the third",
            packets: ["A s0 1000 id=1+ ack=5 x2", "A s2000 1000 id=3+ ack=4 x2"],
            gro: ["0+1 ack payload=2000 ack=5", "2+3 source-end payload=2000 ack=4"],
            inetLRO: ["0-3 source-end payload=4000 ack=4"]),
    ])
    func fields(_ scenario: Scenario) throws {
        let mismatches = try scenario.mismatches()
        #expect(mismatches == [])
    }
}
