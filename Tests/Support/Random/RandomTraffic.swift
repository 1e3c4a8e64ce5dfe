import Packet

/// Seeded traffic with every anomaly that receive offload knows: the same seed makes the same frames.
///
/// Bursts of a few flows, most packets in order, so that much merges, and each rule is broken now and then.
public struct RandomTraffic {
    /// What is known of a flow's sender.
    private struct Sender {
        var key: FlowKey
        var sequence: UInt32
        var acknowledgment: UInt32
        var clock: UInt32
        var hasTimestamps: Bool
        var tags: [FrameBuilder.Tag]
        var segment: Int
        var identification: UInt16
        var identificationStep: UInt16
        var template: FrameBuilder
    }

    private var random: SplitMix
    private var senders: [Sender] = []
    private let anomalyRate: Int
    private let isSteady: Bool

    /// Traffic of `seed`; about one packet in `anomalyRate` breaks a rule.
    ///
    /// In steady traffic half of the flows are IPv6, and acknowledgments, clocks and sizes seldom change, so that GRO
    /// merges much of it.
    public init(seed: UInt64, anomalyRate: Int = 8, isSteady: Bool = false) {
        random = SplitMix(seed: seed)
        self.anomalyRate = anomalyRate
        self.isSteady = isSteady
        for number in 0..<(1 + random.below(20)) { senders.append(makeSender(number)) }
    }

    /// The next `count` frames.
    public mutating func frames(_ count: Int) -> [TestFrame] {
        var frames: [TestFrame] = []
        while frames.count < count {
            let sender = random.below(senders.count)
            for _ in 0..<(1 + random.below(8)) { frames.append(next(sender)) }
        }
        return Array(frames.prefix(count))
    }

    private mutating func makeSender(_ number: Int) -> Sender {
        let isIPv6 = random.oneIn(isSteady ? 2 : 12)
        let hosts = (0..<2).map { _ in
            isIPv6
                ? IPAddress(high: 0x2001_0db8 << 32, low: UInt64(random.below(9)))
                : IPAddress(v4: 0x0a00_0000 + UInt32(random.below(9)))
        }
        let key = FlowKey(
            source: hosts[0], destination: hosts[1], sourcePort: 40_000 + UInt16(number / 2 * 2),
            destinationPort: 5201)
        let tags: [[FrameBuilder.Tag]] = [
            [], [], [], [.init(id: 0, priority: 5)], [.init(id: 7)], [.init(id: 7, priority: 3)], [.init(id: 9)],
            [.init(id: 7, type: EtherType.serviceVLAN)], [.init(id: 3), .init(id: 7)],
        ]
        return Sender(
            key: key, sequence: UInt32.random(in: 0...UInt32.max, using: &random),
            acknowledgment: UInt32.random(in: 0...UInt32.max, using: &random),
            clock: UInt32.random(in: 0...UInt32.max, using: &random), hasTimestamps: random.oneIn(2),
            tags: random.pick(tags), segment: random.pick([1, 7, 100, 536, 1448, 1460, 8948]),
            identification: UInt16.random(in: 0...UInt16.max, using: &random),
            identificationStep: random.pick([0, 1, 1, 1]), template: makeTemplate(key))
    }

    /// What all packets of a sender have, for the most part nothing special.
    private mutating func makeTemplate(_ key: FlowKey) -> FrameBuilder {
        var template = FrameBuilder(key)
        if random.oneIn(3) { template.fragmentWord = 0 }
        if random.oneIn(4) { template.reserved = 1 }
        if random.oneIn(4) { template.flags.insert(.ece) }
        if random.oneIn(4) { template.timeToLive = UInt8(random.below(256)) }
        if random.oneIn(4) { template.flowLabel = UInt32(random.below(3)) }
        if random.oneIn(4) { template.sourceMAC[5] = UInt8(random.below(3)) }
        if random.oneIn(4) {
            let extensions = (0..<1 + random.below(2)).map { _ in
                PacketExtension(
                    type: random.pick([0, 43, 60, 60, 44, 51]), content: Array(repeating: 0, count: random.below(20)))
            }
            template.extensionHeaders = PacketExtension.chain(extensions, to: 6)
        }
        return template
    }

    private mutating func next(_ number: Int) -> TestFrame {
        if random.oneIn(60) { return noise() }
        let sender = senders[number]
        var frame = sender.template
        frame.tags = sender.tags
        frame.sequence = sender.sequence
        frame.acknowledgment = sender.acknowledgment
        if sender.hasTimestamps { frame.tcpOptions = FrameBuilder.timestamp(sender.clock, echo: sender.clock &- 9 | 1) }
        frame.identification = sender.identification
        senders[number].identification &+= sender.identificationStep
        if random.oneIn(isSteady ? 30 : 5) { frame.flags.insert(.psh) }
        let length = random.oneIn(isSteady ? 30 : 6) ? random.below(sender.segment + 1) : sender.segment
        frame.payload = TestFlow.stream(sender.key, from: sender.sequence, count: length)
        senders[number].sequence &+= UInt32(length)
        if random.oneIn(isSteady ? 30 : 3) { senders[number].acknowledgment &+= UInt32(random.below(3000)) }
        if random.oneIn(isSteady ? 30 : 3) { senders[number].clock &+= 1 }
        var captured = Int.max
        if random.oneIn(anomalyRate) { captured = breakRule(&frame, number) }
        let bytes = frame.bytes()
        return TestFrame(Array(bytes.prefix(captured)), wireLength: bytes.count)
    }

    /// Breaks one rule, and says how much of the frame is captured.
    private mutating func breakRule(_ frame: inout FrameBuilder, _ number: Int) -> Int {
        switch random.below(34) {
        case 0: senders[number].sequence &+= UInt32(random.below(3000))
        case 1: senders[number].sequence &-= UInt32(random.below(3000))
        case 2: senders[number].acknowledgment &-= UInt32(1 + random.below(3000))
        case 3: senders[number].clock &-= UInt32(1 + random.below(10))
        case 4: frame.flags.insert(random.pick([.syn, .fin, .rst, .urg, .ece, .cwr]))
        case 5: frame.flags.remove(.ack)
        case 6: frame.typeOfService = UInt8(random.below(256))
        case 7: frame.payload = []
        case 8: frame.ipOptions = Array(repeating: 1, count: 4 * (1 + random.below(10)))
        case 9: frame.tcpOptions = Array(repeating: 1, count: 4 * (1 + random.below(10)))
        case 10: frame.tcpOptions = frame.tcpOptions.isEmpty ? FrameBuilder.timestamp(5, echo: 6) : []
        case 11: frame.tcpOptions = FrameBuilder.timestamp(senders[number].clock, echo: 0)
        case 12: frame.trailer = Array(repeating: 0, count: 1 + random.below(12))
        case 13: frame.fragmentWord = random.pick([0x2000, 0x2004, 0x0004])
        case 14: frame.ipHeaderWords = UInt8(random.below(16))
        case 15: frame.tcpHeaderWords = UInt8(random.below(16))
        case 16: frame.length = UInt16(random.below(100))
        case 17: frame.ipChecksumError = 1
        case 18: frame.tcpChecksumError = 1
        case 19: frame.protocolNumber = random.pick([1, 17, 47])
        case 20: frame.labels = [16]
        case 21: frame.pppoeSession = 1
        case 22: frame.payload = TestFlow.stream(frame.flow, from: frame.sequence, count: 20_000 + random.below(45_000))
        case 23: frame.tags = [.init(id: frame.tags.first?.control ?? 3, priority: 6)]
        case 24: frame.timeToLive = UInt8(random.below(256))
        case 25: frame.window = UInt16(random.below(3))
        case 26: frame.sourceMAC[5] = UInt8(random.below(9))
        case 27: frame.flowLabel = UInt32(random.below(9))
        case 28: frame.reserved = UInt8(random.below(16))
        case 29: frame.fragmentWord = random.pick([0xc000, 0x8000, 0x4000, 0])
        case 30: senders[number].identification &+= UInt16(random.below(5))
        case 31: frame.identification = UInt16(random.below(9))
        case 32: frame.urgentPointer = UInt16(random.below(9))
        default: return random.below(80)
        }
        return .max
    }

    /// Bytes that mean nothing, behind an Ethernet header that says IPv4, or not.
    private mutating func noise() -> TestFrame {
        var bytes = (0..<random.below(120)).map { _ in UInt8.random(in: 0...255, using: &random) }
        if bytes.count > 14, random.oneIn(2) { bytes.replaceSubrange(12..<15, with: [8, 0, 0x45]) }
        return TestFrame(bytes, wireLength: bytes.count + (random.oneIn(3) ? random.below(2000) : 0))
    }
}
