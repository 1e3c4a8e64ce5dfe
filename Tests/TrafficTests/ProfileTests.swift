import Packet
import TestSupport
import Testing
import Traffic

@Suite("Bulk traffic")
struct BulkTests {
    @Test("has every connection in order from SYN to FIN", arguments: [1, 2, 3] as [UInt64])
    func order(seed: UInt64) {
        let read = Reading("synthetic:bulk,seed=\(seed),packets=100000").descriptors
        var finished = 0
        for (_, segments) in Dictionary(grouping: read, by: \.flow) {
            let opening = segments[0]
            #expect(opening.flags == .syn)
            var next = opening.sequence &+ 1
            var time: UInt32?
            var isClosed = false
            for segment in segments.dropFirst() {
                #expect(segment.flags.contains(.ack) && segment.sequence == next)
                #expect(!isClosed || segment.payloadLength == 0)
                #expect(segment.optionLayout == .timestamp && segment.timestampEcho != 0)
                if let time { #expect(!segment.timestampValue.precedes(time)) }
                time = segment.timestampValue
                next &+= UInt32(segment.payloadLength)
                if segment.flags.contains(.fin) {
                    next &+= 1
                    isClosed = true
                    finished += 1
                }
            }
        }
        #expect(finished > 5)
    }

    @Test("comes in bursts of several segments of one connection")
    func bursts() {
        let read = Reading("synthetic:bulk,packets=50000").descriptors
        var runs = 1
        for (segment, next) in zip(read, read.dropFirst()) where segment.flow != next.flow { runs += 1 }
        #expect(read.count / runs >= 2)
        #expect(runs > 1_000)
    }
}

@Suite("Mixed traffic")
struct MixedTests {
    /// What mixed traffic promises, and how to tell it.
    static let promises: [(name: String, holds: @Sendable (Descriptor) -> Bool)] = [
        ("not IP", { $0.facts.contains(.notIP) }),
        ("not TCP", { $0.facts.contains(.notTCP) }),
        ("IPv6", { $0.ipVersion == 6 && $0.facts.contains(.hasTCP) }),
        ("encapsulated", { $0.facts.contains(.encapsulated) }),
        ("malformed", { $0.facts.contains(.malformed) }),
        ("UDP fragment", { $0.facts.contains(.fragment) && $0.protocolNumber == 17 }),
        ("TCP fragment with ports", { $0.facts.isSuperset(of: [.fragment, .hasPorts]) }),
        ("TCP fragment without ports", { $0.facts.isSuperset(of: [.fragment, .hasAddresses]) && !$0.isWholeTCP }),
        ("in VLAN 42", { $0.facts.contains(.inBandTag) && $0.flow.vlan == 42 }),
        ("padding", { $0.facts.contains(.hasTCP) && $0.totalLength < $0.networkLength && $0.wireLength == 60 }),
        ("SYN", { $0.flags == .syn }),
        ("SYN that offers ECN", { $0.flags == [.syn, .ece, .cwr] }),
        ("FIN", { $0.flags.contains(.fin) }),
        ("RST", { $0.flags.contains(.rst) }),
        ("URG", { $0.flags.contains(.urg) }),
        ("ECE", { $0.flags == [.ack, .ece] }),
        ("CWR", { $0.flags.contains(.cwr) && !$0.flags.contains(.syn) }),
        ("PSH", { $0.flags.contains(.psh) }),
        ("no ACK", { $0.facts.contains(.hasTCP) && $0.flags == [] }),
        ("CE mark", { $0.typeOfService == 3 }),
        ("ECT", { $0.typeOfService == 2 }),
        ("pure ACK", { $0.flags == .ack && $0.payloadLength == 0 }),
        ("IP options", { $0.isWholeTCP && $0.ipVersion == 4 && $0.transportOffset > 20 }),
        ("SACK", { $0.optionLayout == .other && !$0.flags.contains(.syn) && $0.isWholeTCP }),
        ("no timestamps", { $0.optionLayout == .none && $0.payloadLength == 1_460 }),
        ("echo 0", { $0.optionLayout == .timestamp && $0.timestampEcho == 0 && $0.payloadLength > 0 }),
    ]

    private static let read = Reading("synthetic:mixed,packets=100000").descriptors

    @Test("provokes in 100000 frames", arguments: promises.indices)
    func promise(number: Int) {
        let promise = Self.promises[number]
        let count = Self.read.count(where: promise.holds)
        #expect(count >= 3, "\(promise.name)")
    }

    @Test("loses segments, sends them again, and lets some overtake others")
    func order() {
        var next: [FlowKey: UInt32] = [:]
        var (ahead, behind, inOrder) = (0, 0, 0)
        for segment in Self.read where segment.payloadLength > 0 && segment.isWholeTCP {
            let end = segment.sequence &+ UInt32(segment.payloadLength)
            if let expected = next[segment.flow] {
                switch segment.sequence.distance(after: expected) {
                case 0: inOrder += 1
                case 1...: ahead += 1
                default:
                    behind += 1
                    continue
                }
            }
            next[segment.flow] = end
        }
        #expect(ahead > 50 && behind > 50)
        #expect(inOrder > 70_000, "most of it is clean")
    }

    @Test("brings in a retransmission the same bytes as in the original")
    func sameBytes() {
        var traffic = FrameGenerator(SyntheticSettings(.mixed))
        let parser = FrameParser(link: .ethernet)
        var descriptor = Descriptor()
        var seen: [FlowKey: [UInt32: [UInt8]]] = [:]
        var repeats = 0
        for _ in 0..<50_000 {
            traffic.advance()
            let bytes = traffic.frame
            parser.parse(bytes.span, wireLength: bytes.count, time: 0, index: 0, into: &descriptor)
            guard descriptor.isWholeTCP, descriptor.payloadLength > 1_000 else { continue }
            let start = descriptor.networkOffset + descriptor.totalLength - descriptor.payloadLength
            let payload = Array(bytes[start..<start + descriptor.payloadLength])
            if let before = seen[descriptor.flow]?[descriptor.sequence] {
                #expect(before == payload)
                repeats += 1
            }
            seen[descriptor.flow, default: [:]][descriptor.sequence] = payload
        }
        #expect(repeats > 5)
    }

    @Test("has no frame shorter than Ethernet's")
    func shortest() {
        #expect(Self.read.map(\.wireLength).min() == 60)
    }
}
