import Packet

/// Seeded traffic of a few flows that goes on as bulk data does: long runs of segments that are alike but for their
/// numbers, and now and then something that ends a run.
///
/// Only headers and the first bytes of payload are captured.
public struct SteadyTraffic {
    /// What is known of a flow's sender.
    private struct Sender {
        /// What all its segments have; numbers move on in it.
        var frame: FrameBuilder
        var segment: Int
        var clock: UInt32
        var hasTimestamps: Bool
        var identificationStep: UInt16
    }

    private var random: SplitMix
    private var senders: [Sender] = []
    /// A segment in so many is not what the one before lets one expect.
    private let rarity: Int

    /// Traffic of `seed` with so many flows.
    public init(seed: UInt64, flows: Int) {
        random = SplitMix(seed: seed)
        rarity = random.pick([4, 30, 200, 2000])
        for number in 0..<flows { senders.append(makeSender(number)) }
    }

    /// The next `count` frames: bursts of one flow, or of several in turn.
    public mutating func frames(_ count: Int) -> [TestFrame] {
        var frames: [TestFrame] = []
        while frames.count < count {
            let sharing = (0..<random.pick([1, 1, 2, senders.count])).map { _ in random.below(senders.count) }
            let turn = random.pick([1, 1, 2, 10, 100])
            let isShuffled = random.oneIn(2)
            for _ in 0..<(1 + random.below(200 / turn / sharing.count + 1)) {
                for sender in isShuffled ? sharing.shuffled(using: &random) : sharing {
                    for place in 0..<turn { frames.append(next(sender, isLast: place == turn - 1)) }
                }
            }
        }
        return Array(frames.prefix(count))
    }

    private mutating func makeSender(_ number: Int) -> Sender {
        var frame = FrameBuilder(
            FlowKey(
                source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002),
                sourcePort: 40_000 + UInt16(number), destinationPort: 5201))
        // Often the numbers come to their largest soon.
        frame.sequence = random.oneIn(2) ? .max - UInt32(random.below(300_000)) : UInt32(random.below(1 << 32))
        frame.identification = random.oneIn(2) ? .max - UInt16(random.below(100)) : UInt16(random.below(1 << 16))
        frame.acknowledgment = random.oneIn(4) ? .max - UInt32(random.below(10)) : 77
        if random.oneIn(4) { frame.reserved = 1 }
        return Sender(
            frame: frame, segment: random.pick([1, 14, 100, 1448, 1448, 1460, 8948, 16_000, 40_000]),
            clock: random.oneIn(4) ? .max - UInt32(random.below(10)) : 9, hasTimestamps: random.oneIn(2),
            identificationStep: random.pick([0, 1, 1, 1, 2]))
    }

    private mutating func next(_ number: Int, isLast: Bool) -> TestFrame {
        var length = senders[number].segment
        if isLast, random.oneIn(20) { length = 1 + random.below(length) }
        if random.oneIn(rarity) { change(number) }
        var frame = senders[number].frame
        if isLast, random.oneIn(3) { frame.flags.insert(.psh) }
        if random.oneIn(rarity) { deviate(&frame, &length) }
        if senders[number].hasTimestamps, frame.tcpOptions.isEmpty {
            frame.tcpOptions = FrameBuilder.timestamp(senders[number].clock, echo: senders[number].clock &- 5 | 1)
        }
        senders[number].frame.sequence &+= UInt32(length)
        senders[number].frame.identification &+= senders[number].identificationStep
        return captured(frame, payload: length)
    }

    /// Something that stays from here on.
    private mutating func change(_ number: Int) {
        switch random.below(15) {
        case 0, 1: senders[number].clock &+= 1
        case 2, 3: senders[number].frame.acknowledgment &+= UInt32(random.below(3000))
        case 4, 5: senders[number].frame.window = UInt16(random.below(3))
        case 6: senders[number].frame.identification = random.pick([0, 1, .max, .max - 1, 5000])
        case 7: senders[number].identificationStep = random.pick([0, 1, 1])
        case 8: senders[number].frame.timeToLive = UInt8(random.below(3))
        case 9: senders[number].frame.sourceMAC[5] = UInt8(random.below(3))
        case 10: senders[number].frame.tags = random.pick([[], [], [.init(id: 0, priority: 5)], [.init(id: 7)]])
        case 11: senders[number].hasTimestamps.toggle()
        case 12: senders[number].frame.flags.formSymmetricDifference(.psh)
        case 13: senders[number].segment = random.pick([senders[number].segment, 14, 1448, 30_000])
        default: senders[number].frame.fragmentWord = random.pick([0, 0x4000])
        }
    }

    /// Something that is so only once.
    private mutating func deviate(_ frame: inout FrameBuilder, _ length: inout Int) {
        switch random.below(10) {
        case 0: frame.sequence &+= UInt32(random.below(3000))
        case 1: frame.sequence &-= UInt32(random.below(3000))
        case 2: length = 0
        case 3: frame.flags.insert(random.pick([.psh, .psh, .fin, .ece]))
        case 4: frame.typeOfService = UInt8(random.below(4))
        case 5: frame.urgentPointer = 5
        case 6: frame.tcpOptions = FrameBuilder.timestamp(UInt32(random.below(20)), echo: UInt32(random.below(2)))
        case 7: frame.identification &+= UInt16(random.below(3))
        case 8: frame.acknowledgment &-= 1
        default: frame.protocolNumber = 17
        }
    }

    /// The frame with as much payload as it says, of which little is captured.
    private func captured(_ frame: FrameBuilder, payload: Int) -> TestFrame {
        var frame = frame
        frame.payload = Array(repeating: 0x61, count: min(payload, 20))
        frame.length = UInt16(truncatingIfNeeded: 40 + frame.tcpOptions.count + payload)
        let bytes = frame.bytes()
        return TestFrame(bytes, wireLength: bytes.count - frame.payload.count + payload)
    }
}
