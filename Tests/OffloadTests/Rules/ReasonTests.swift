import Offload
import Replay
import TestSupport
import Testing

/// Every reason with the packets that show it, and its sentence.
@Suite struct ReasonTests {
    /// A reason, settings, packets, and the sentence of the last packet that broke a session or passed.
    private static let examples: [(Reason, settings: String, packets: [String], sentence: String?)] = [
        (.notIP, "", ["arp"], "not-ip: not an IP packet"),
        (.ipv6, "", ["A s0 100 v6"], "ipv6: IPv6, which LRO does not merge"),
        (.encapsulated, "", ["A s0 100 pppoe"], "encapsulated: PPPoE"),
        (.encapsulated, "", ["A s0 100 vlan=3 mpls"], "encapsulated: MPLS, 1 label with a tag"),
        (.encapsulated, "rules=gro", ["A s0 100 tag=88a8:7"], "encapsulated: an 802.1ad tag (0x88a8)"),
        (.tunnel, "", ["A s0 100 proto=47"], "tunnel: GRE (IP protocol 47)"),
        (.tunnel, "rules=gro", ["A s0 100 v6 proto=4"], "tunnel: IPv4 in IPv6 (IP protocol 4)"),
        (.notTCP, "", ["A s0 100 proto=17"], "not-tcp: IP protocol 17"),
        (.malformed, "", ["A s0 100 doff=4"], "malformed: headers that contradict each other"),
        (.truncated, "", ["A s0 100 cut=50"], "truncated: only 50 of 154 bytes were captured"),
        (.fragment, "", ["A s0 100 mf"], "fragment: an IP fragment"),
        (.ipChecksum, "verify", ["A s0 100 badip"], "ip-checksum: wrong IP header checksum"),
        (.tcpChecksum, "verify", ["A s0 100 badtcp"], "tcp-checksum: wrong TCP checksum"),
        (.padding, "", ["A s0 1 pad=5"], "padding: the frame carries 46 bytes, IP says 41"),
        (
            .tagLength, "rules=inet-lro", ["A s0 100 vlan=7 x2"],
            "tag-length: the tag makes 140 bytes of 140 look like 144"
        ),
        (.syn, "", ["A s0 0 syn"], "syn: SYN is set"),
        (.fin, "", ["A s0 100 fin"], "fin: FIN is set"),
        (.rst, "", ["A s0 100 rst"], "rst: RST is set"),
        (.urg, "", ["A s0 100 urg"], "urg: URG is set"),
        (.ece, "", ["A s0 100 ece"], "ece: ECE is set"),
        (.cwr, "", ["A s0 100 cwr"], "cwr: CWR is set"),
        (.noAck, "", ["A s0 100 no-ack"], "no-ack: ACK is not set"),
        (.ceMark, "", ["A s0 100 tos=3"], "ce-mark: IP carries a congestion mark (CE)"),
        (.pureAck, "", ["A s0 0"], "pure-ack: no payload"),
        (.ipOptions, "", ["A s0 100 ipopt=8"], "ip-options: 8 bytes of IP options"),
        (.tcpOptions, "", ["A s0 100 ts=5", "A s100 100"], "tcp-options: no timestamp, but the session has"),
        (.tsBack, "", ["A s0 100 ts=5", "A s100 100 ts=4"], "ts-back: timestamp 4, the session began with 5"),
        (.tsecrZero, "", ["A s0 100 ts=5,0"], "tsecr-zero: the timestamp echo is zero"),
        (.gap, "", ["A s7016 1448", "A s9912 1448"], "gap: sequence 9912, expected 8464, 1448 bytes missing"),
        (.duplicate, "", ["A s0 100", "A s60 100"], "duplicate: sequence 60, expected 100, 40 bytes before it"),
        (
            .ackBack, "", ["A s0 100 ack=9", "A s100 100 ack=5"], "ack-back: acknowledges 5, the session already 9"
        ),
        (.noSession, "sessions=2", ["A s0 9", "B s0 9", "C s0 9"], "no-session: all 2 sessions are taken"),
        (.smallPacket, "copybreak=99", ["A s0 9"], "small-packet: 63 bytes"),
        (.pollEnd, "budget=1", ["A s0 9"], nil),
        (.sourceEnd, "", ["A s0 9"], nil),
        (.tuning, "", ["A s0 9", "turn max-aggr=1"], nil),
        (.driver, "copybreak=99", ["A s0 100", "A s100 9"], nil),
        (.maxAggr, "max-aggr=1", ["A s0 9"], nil),
        (
            .maxFrags, "mode=pages max-frags=3 frag-size=800", ["A s0 1000", "A s1000 1000"],
            "max-frags: it would have 4 fragments, 3 are possible"
        ),
        (
            .sizeLimit, "", ["A s0 40000", "A s40000 40000"], "size-limit: it would be 80040 bytes, 65535 are possible"
        ),
        (.psh, "rules=gro", ["A s0 100 psh"], "psh: PSH is set"),
        (.ece, "rules=gro", ["A s0 100 ece", "A s100 100"], "ece: ECE is not set, the aggregate has it"),
        (.cwr, "rules=gro", ["A s0 100", "A s100 100 cwr"], "cwr: CWR is set, the aggregate does not have it"),
        (.cwr, "rules=gro", ["A s0 100 cwr", "A s100 100 cwr"], "cwr: CWR is set"),
        (.noAck, "rules=gro", ["A s0 100 no-ack", "A s100 100"], "no-ack: ACK is set, the aggregate does not have it"),
        (.noAck, "rules=gro", ["A s0 100", "A s100 100 no-ack"], "no-ack: ACK is not set, the aggregate has it"),
        (
            .reserved, "rules=gro", ["A s0 100", "A s100 100 reserved=1"],
            "reserved: reserved bits of TCP 0001, the aggregate has 0000"
        ),
        (.reserved, "rules=gro", ["A s0 100", "A s100 100 frag=0xc000"], "reserved: the reserved bit of IP is set"),
        (
            .tcpOptions, "rules=gro", ["A s0 100 ts=1000", "A s100 100 ts=1001"],
            "tcp-options: timestamp 1001, the aggregate has 1000"
        ),
        (
            .tcpOptions, "rules=gro", ["A s0 100 ts=3,9", "A s100 100 ts=3,4"],
            "tcp-options: timestamp echo 4, the aggregate has 9"
        ),
        (
            .tcpOptions, "rules=gro", ["A s0 100 ts=1", "A s100 100 ts=2000000000"],
            "tcp-options: timestamp 2000000000, the aggregate has another"
        ),
        (
            .tcpOptions, "rules=gro", ["A s0 100 ts=5", "A s100 100"],
            "tcp-options: 0 bytes of options, the aggregate has 12"
        ),
        (
            .tcpOptions, "rules=gro", ["A s0 100 opt=01010101", "A s100 100 opt=01010100"],
            "tcp-options: 4 bytes of options, not those of the aggregate"
        ),
        (.window, "rules=gro", ["A s0 100 win=7", "A s100 100 win=8"], "window: window 8, the aggregate has 7"),
        (.ack, "rules=gro", ["A s0 100 ack=7", "A s100 100 ack=8"], "ack: acknowledges 8, the aggregate 7"),
        (.ttl, "rules=gro", ["A s0 100", "A s100 100 ttl=9"], "ttl: 9, the aggregate has 64"),
        (.tos, "rules=gro", ["A s0 100 v6", "A s100 100 v6 tos=8"], "tos: DSCP 2, the aggregate has 0"),
        (
            .tos, "rules=gro", ["A s0 100 tos=2", "A s100 100 tos=3"],
            "tos: congestion mark CE, the aggregate has none"
        ),
        (
            .tos, "rules=gro", ["A s0 100 tos=3", "A s100 100 tos=2"],
            "tos: no congestion mark, the aggregate has CE"
        ),
        (
            .tos, "rules=gro", ["A s0 100 tos=2", "A s100 100 tos=4"],
            "tos: DSCP 1 and not ECT, the aggregate has 0 and ECT(0)"
        ),
        (.tos, "rules=gro", ["A s0 100 tos=2", "A s100 100"], "tos: ECN not ECT, the aggregate has ECT(0)"),
        (.df, "rules=gro", ["A s0 100", "A s100 100 no-df"], "df: DF is not set, the aggregate has it"),
        (.ipID, "rules=gro", ["A s0 100 id=4", "A s100 100 id=6"], "ip-id: identification 6, expected 5"),
        (.ipID, "rules=gro", ["A s0 9 id=4", "A s9 9 id=4", "A s18 9 id=5"], "ip-id: identification 5, expected 4"),
        (
            .segmentSize, "rules=gro", ["A s0 100", "A s100 101"],
            "segment-size: payload of 101 bytes, the first has 100"
        ),
        (
            .sizeLimit, "rules=gro gro-max-size=200", ["A s0 100", "A s100 100"],
            "size-limit: it would be 240 bytes, 199 are possible"
        ),
        (
            .extensionHeader, "rules=gro", ["A s0 100 v6 proto=59"],
            "extension: an IPv6 extension header that is not stepped over"
        ),
        (.evicted, "rules=gro gro-buckets=1 sessions=1", ["A s0 9", "B s0 9"], nil),
    ]

    @Test(arguments: examples.indices)
    func example(_ index: Int) throws {
        let (reason, settings, packets, sentence) = Self.examples[index]
        let rules: Rulebook = settings.hasPrefix("rules=gro") ? .gro : .lro
        let rig = try Scenario("\(reason)", settings, packets: packets, lro: []).run(rules)
        #expect(rig.delivered.contains { $0.delivery.reason == reason })
        #expect(Invariants(rig).violations == [])
        let said = rig.pipeline.queues[0].manager.log.events.last { $0.kind == .broke || $0.kind == .passed }
        if let sentence {
            #expect(said.map { $0.reason.sentence($0.first, $0.second) } == sentence)
        }
    }

    @Test func allAreShown() {
        // What takes a clock has its own scenarios.
        #expect(Set(Self.examples.map(\.0)) == Set(Reason.allCases).subtracting([.timeout]))
    }

    @Test func idsAndLetters() {
        #expect(Set(Reason.allCases.map(\.id)).count == Reason.count)
        #expect(PerReason(repeating: 0).count == Reason.count)
        #expect(Set(Reason.allCases.map(\.letter)).count == Reason.count)
        #expect(Reason.allCases.allSatisfy { $0.letter.isLetter })
        for group in Reason.Group.allCases {
            let letters = Reason.allCases.filter { $0.group == group }.map { $0.letter.lowercased() }
            #expect(Set(letters).count == letters.count, "\(group): letters that differ by case only")
        }
        #expect(Reason.allCases.allSatisfy { Reason(id: $0.id) == $0 && $0.letter.isASCII })
        #expect(Reason(id: "no-such-reason") == nil)
    }

    @Test func groups() {
        let ids = Dictionary(grouping: Reason.allCases, by: \.group).mapValues { Set($0.map(\.id)) }
        #expect(ids[.end] == ["poll-end", "source-end", "timeout", "tuning", "driver", "evicted"])
        #expect(ids[.limit] == ["max-aggr", "max-frags", "size-limit"])
        #expect(ids[.order] == ["gap", "duplicate", "ack-back"])
        #expect(ids[.flags] == ["syn", "fin", "rst", "psh", "urg", "ece", "cwr", "no-ack", "ce-mark", "reserved"])
        #expect(ids[.other] == ["not-ip", "ipv6", "encapsulated", "tunnel", "not-tcp", "malformed", "truncated"])
        #expect(
            ids[.shape] == [
                "pure-ack", "padding", "ip-options", "tcp-options", "ts-back", "tsecr-zero", "ip-checksum",
                "tcp-checksum", "fragment", "small-packet", "tag-length", "no-session", "window", "ack", "ttl", "tos",
                "df",
                "ip-id", "segment-size", "extension",
            ])
    }

    @Test func countsAreRanked() {
        var counts = ReasonCounts()
        counts[.gap] = 3
        counts[.fin] = 5
        counts[.ackBack] = 3
        var other = ReasonCounts()
        other[.fin] = 1
        counts.add(other)
        #expect(counts.total == 12)
        #expect(counts.ranked.map { "\($0.reason.id) \($0.count)" } == ["fin 6", "ack-back 3", "gap 3"])
    }
}
