import Packet

extension FrameBuilder {
    /// A segment that carries `count` bytes and has `sequence`.
    public static func segment(_ sequence: UInt32, count: Int = 100, port: UInt16 = 5_201) -> FrameBuilder {
        var builder = FrameBuilder(
            FlowKey(
                source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_112,
                destinationPort: port))
        builder.sequence = sequence
        builder.payload = [UInt8](repeating: 0x61, count: count)
        return builder
    }
}
