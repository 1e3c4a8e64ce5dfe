import Frames
import Offload
import Timing

/// A delivered packet together with the frames that are in it.
public struct DeliveredPacket: Sendable {
    /// The queue that delivered it.
    public var queue: Int
    /// The queue's poll round, from 0.
    public var round: UInt64
    /// The frames in it, in the order in which they were merged.
    public var frames: [UInt64]
    /// The packet as delivered.
    public var delivery: Delivery
    /// The two numbers of its reason, where a packet told them by breaking the session or by passing.
    public var numbers: (first: UInt32, second: UInt32)?
    /// When all that was; nil without a clock.
    public var times: DeliveryTimes?

    /// Its reason in words: `gap: sequence 9912, expected 8464, 1448 bytes missing`.
    public var sentence: String {
        let reason = delivery.reason
        return numbers.map { reason.sentence($0.first, $0.second) } ?? "\(reason.id): \(reason.meaning)"
    }
}

extension DeliveredPacket {
    /// The frame that the stack would see of a flushed session: the rewritten headers between what stood in front of
    /// IP and the payload.
    func frame(_ held: HeldBytes) -> (bytes: [UInt8], wireLength: Int) {
        let end = delivery.transportOffset + Int(delivery.headers.byte(at: delivery.transportOffset + 12) >> 4) * 4
        var headers = delivery.headers
        if let checksum = delivery.completeChecksum { headers.store(checksum, at: delivery.transportOffset + 16) }
        let bytes = held.link + headers.array.prefix(end) + held.payload
        return (bytes, held.link.count + delivery.totalLength)
    }

    /// Frames, reason and place in a line: `merged 3: #8 #10 #11 · flushed gap: sequence … · queue 0 round 12`; with a
    /// clock how long the first frame took, too.
    ///
    /// - Parameter numbers: The frames' numbers in their capture; nil where each has its index.
    /// - Returns: The line.
    public func comment(_ numbers: FrameNumbers? = nil) -> String {
        let place = "queue \(queue) round \(round)" + latency
        let names = names(of: frames, numbers)
        guard delivery.isHeld else { return "\(names) · passed \(sentence) · \(place)" }
        let what = delivery.packets > 1 ? "merged \(delivery.packets)" : "held 1"
        let altered = delivery.alterations.list.map { " \($0.id)" }.joined()
        let why = altered.isEmpty ? sentence : "\(sentence) · altered\(altered)"
        return "\(what): \(names) · flushed \(why) · \(place)"
    }

    /// The numbers of frames, not all of a great many: a comment has 65535 bytes at most.
    private func names(of frames: [UInt64], _ numbers: FrameNumbers?) -> String {
        let shown = frames.prefix(Self.most).map { frame in
            "#\(numbers?.number(of: frame)?.description ?? "\(frame)")"
        }.joined(separator: " ")
        let more = delivery.packets - min(frames.count, Self.most)
        return more > 0 ? "\(shown) and \(more) more" : shown
    }

    private static let most = 1_000

    /// The latency of the first frame in nanoseconds, with its parts.
    private var latency: String {
        guard let first = times?.latencies.first else { return "" }
        return " · latency \(first.total) ns: moderation \(first.moderation), ring \(first.ring), held \(first.held), "
            + "delivery \(first.delivery)"
    }
}
