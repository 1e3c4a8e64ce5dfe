/// The end of a chain of IPv6 extension headers.
public struct IPv6Chain: Equatable, Sendable {
    /// The protocol behind the chain, or the header at which it could not be followed further.
    public var protocolNumber: UInt8
    /// Bytes from the IPv6 header to what follows the chain.
    public var length: Int
    /// Whether the packet is a fragment that has, or needs, others.
    public var isFragment = false
    /// Whether there is a fragment header, also of a whole datagram.
    public var hasFragmentHeader = false
    /// Whether there are headers besides hop-by-hop, routing, destination options and fragment.
    public var hasOtherHeaders = false
    /// Whether this is the first fragment or none, so that the upper header is in it.
    public var hasUpperHeader = true
    /// Whether the bytes end inside the chain.
    public var isCut = false

    /// Follows the chain of the IPv6 header at `offset`, whose next header is `first`.
    ///
    /// Hop-by-hop, routing, destination, mobility, HIP, shim6, authentication and fragment headers are
    /// stepped over. A fragment header of a whole datagram (RFC 6946) makes no fragment.
    public init(_ bytes: Span<UInt8>, at offset: Int, first: UInt8) {
        protocolNumber = first
        length = IPv6Header.length
        while !isCut, hasUpperHeader {
            let place = offset + length
            switch protocolNumber {
            case 0, 43, 60:
                step(bytes, at: place) { 8 + Int($0) * 8 }
            case 135, 139, 140:
                hasOtherHeaders = true
                step(bytes, at: place) { 8 + Int($0) * 8 }
            case 51:
                hasOtherHeaders = true
                step(bytes, at: place) { 8 + Int($0) * 4 }
            case 44:
                hasFragmentHeader = true
                guard bytes.count - place >= 8 else {
                    isCut = true
                    return
                }
                let word = bytes.word16(at: place + 2)
                isFragment = isFragment || word & 0xfff9 != 0
                hasUpperHeader = word & 0xfff8 == 0
                step(bytes, at: place) { _ in 8 }
            default:
                return
            }
        }
    }

    /// Goes to the next header, whose distance is made from the length byte.
    private mutating func step(_ bytes: Span<UInt8>, at place: Int, distance: (UInt8) -> Int) {
        guard bytes.count - place >= 2 else {
            isCut = true
            return
        }
        protocolNumber = bytes[place]
        length += distance(bytes[place + 1])
    }
}
