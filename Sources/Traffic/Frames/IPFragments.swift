import Packet

extension [UInt8] {
    /// Takes an Ethernet frame with an IPv4 packet without options apart into fragments (RFC 791).
    ///
    /// - Parameter size: How many bytes behind the IP header a fragment carries: a multiple of eight.
    /// - Returns: The frames of the fragments, in order.
    func ipFragments(of size: Int) -> [[UInt8]] {
        let network = 14
        let start = network + IPv4Header.minimumLength
        return stride(from: start, to: count, by: size).map { place in
            let end = Swift.min(place + size, count)
            var fragment = Array(self[..<start] + self[place..<end])
            let moreFragments: UInt16 = end < count ? 0x2000 : 0
            fragment.store(UInt16(fragment.count - network), at: network + 2)
            fragment.store(moreFragments | UInt16((place - start) / 8), at: network + 6)
            fragment.store(0, at: network + 10)
            let sum = Checksum(fragment.span.extracting(network..<start))
            fragment.store(sum.field, at: network + 10)
            fragment.padToShortestFrame()
            return fragment
        }
    }
}
