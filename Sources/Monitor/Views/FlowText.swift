import Packet

/// Flows in few words.
enum FlowText {
    /// Where a packet comes from: address and port.
    static func source(_ frame: Descriptor) -> String {
        FlowKey.endpoint(frame.flow.source, frame.flow.sourcePort)
    }
}
