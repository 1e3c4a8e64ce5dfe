import Packet

/// What an application would read: the payload of delivered packets in the order of their sequence numbers.
public enum ReceivedStream {
    /// Puts the byte stream of a flow together, as a receiver does: bytes seen before are dropped, bytes that
    /// come early wait.
    ///
    /// - Parameters:
    ///   - rig: A run over frames with all their payload.
    ///   - start: The sequence number of the first byte.
    ///   - isOfFlow: Whether a flow is the one.
    /// - Returns: The bytes without a gap from `start` on.
    public static func bytes(_ rig: PipelineHarness, from start: UInt32, isOfFlow: (FlowKey) -> Bool) -> [UInt8] {
        var stream: [UInt8] = []
        var early: [(sequence: UInt32, payload: [UInt8])] = []
        for packet in rig.delivered where packet.delivery.payloadBytes > 0 && isOfFlow(packet.delivery.flow) {
            guard let payload = MergedPacket(packet, in: rig).payload else { continue }
            let sequence = packet.delivery.headers.word32(at: packet.delivery.transportOffset + 4)
            early.append((sequence, payload))
            var isProgress = true
            while isProgress {
                isProgress = false
                early.removeAll { sequence, payload in
                    let next = start &+ UInt32(truncatingIfNeeded: stream.count)
                    let known = Int(next.distance(after: sequence))
                    guard known >= 0 else { return false }
                    stream += payload.dropFirst(known)
                    isProgress = true
                    return true
                }
            }
        }
        return stream
    }
}
