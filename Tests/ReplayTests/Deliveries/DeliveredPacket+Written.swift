import Packet
import Replay
import TestSupport

extension DeliveredPacket {
    /// The packet as a capture must have it: put together from the frames in it and the headers of the delivery.
    func written(of parts: [(packet: Descriptor, frame: TestFrame)]) -> TestFrame {
        guard delivery.isHeld else { return parts[0].frame }
        let first = parts[0].packet
        var headers = delivery.headers.array
        if let checksum = delivery.completeChecksum { headers.store(checksum, at: delivery.transportOffset + 16) }
        var bytes = Array(parts[0].frame.bytes.prefix(first.networkOffset))
        bytes += headers.prefix(first.transportOffset + first.tcpHeaderLength)
        var wireLength = bytes.count
        var isWhole = true
        for part in parts {
            wireLength += part.packet.payloadLength
            guard isWhole else { continue }
            let start = part.packet.networkOffset + part.packet.transportOffset + part.packet.tcpHeaderLength
            let payload = part.frame.bytes.dropFirst(start).prefix(part.packet.payloadLength)
            bytes += payload
            isWhole = payload.count == part.packet.payloadLength
        }
        return TestFrame(bytes, wireLength: wireLength)
    }
}
