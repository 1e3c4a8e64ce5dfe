/// An IPv6 extension header of the notation.
struct PacketExtension {
    /// Its type, as the header before it names it.
    let type: UInt8
    /// Its bytes behind the next-header byte and the length byte.
    let content: [UInt8]

    /// The headers one after the other, the last naming `protocolNumber`; nil without any.
    static func chain(_ headers: [PacketExtension], to protocolNumber: UInt8) -> (first: UInt8, bytes: [UInt8])? {
        guard let first = headers.first else { return nil }
        let next = headers.dropFirst().map(\.type) + [protocolNumber]
        return (first.type, zip(headers, next).flatMap { $0.bytes(next: $1) })
    }

    /// The header, zeros filling it up to a multiple of eight bytes (RFC 8200; RFC 4302 for the unit of type 51).
    private func bytes(next: UInt8) -> [UInt8] {
        let padding = (8 - (content.count + 2) % 8) % 8
        let length = content.count + 2 + padding
        let lengthByte = type == 44 ? 0 : type == 51 ? length / 4 - 2 : length / 8 - 1
        return [next, UInt8(truncatingIfNeeded: lengthByte)] + content + Array(repeating: 0, count: padding)
    }
}
