import Frames
import Packet

extension Receiver {
    /// Whether a receive path takes a frame.
    ///
    /// What a MAC address received: frames to it, and frames to many that are not from it. An IP address alike.
    ///
    /// - Parameters:
    ///   - frame: The captured bytes.
    ///   - link: What stands in front of IP.
    ///   - origin: What the capture says of the frame.
    /// - Returns: Whether it is a frame that this receiver received.
    public func takes(_ frame: Span<UInt8>, link: LinkType, origin: FrameOrigin) -> Bool {
        switch self {
        case .all: return true
        case .mac(let mac):
            guard link == .ethernet, frame.count >= 12 else {
                // A cooked header has the sender's address alone.
                return FramePlace(frame, link: link, origin: origin).way == .received
            }
            let destination = frame.word64(at: 0) >> 16
            if destination == mac.value { return true }
            return destination >> 40 & 1 == 1 && frame.word64(at: 4) & 0xffff_ffff_ffff != mac.value
        case .interface(let number):
            let place = FramePlace(frame, link: link, origin: origin)
            return place.interface == number && (place.way == .received || place.way == .unknown)
        case .address(let address):
            guard let ends = AddressPair(frame, link: link) else { return false }
            return ends.destination == address || ends.destination.isGroup && ends.source != address
        case .at(let number, let receiver):
            return FramePlace(frame, link: link, origin: origin).interface == number
                && receiver.takes(frame, link: link, origin: origin)
        case .peers(let receiver): return receiver.sends(frame, link: link, origin: origin)
        }
    }

    /// Whether a receiver sent a frame, so that its peers received it.
    private func sends(_ frame: Span<UInt8>, link: LinkType, origin: FrameOrigin) -> Bool {
        switch self {
        case .all: return true
        case .mac(let mac):
            guard link == .ethernet, frame.count >= 12 else {
                return FramePlace(frame, link: link, origin: origin).way == .sent
            }
            return frame.word64(at: 4) & 0xffff_ffff_ffff == mac.value
        case .interface(let number):
            let place = FramePlace(frame, link: link, origin: origin)
            return place.interface == number && (place.way == .sent || place.way == .unknown)
        case .address(let address): return AddressPair(frame, link: link)?.source == address
        case .at(let number, let receiver):
            return FramePlace(frame, link: link, origin: origin).interface == number
                && receiver.sends(frame, link: link, origin: origin)
        case .peers(let receiver): return receiver.takes(frame, link: link, origin: origin)
        }
    }
}

/// The IP addresses of a frame.
private struct AddressPair {
    let source: IPAddress
    let destination: IPAddress

    /// Reads them; nil for a frame without.
    init?(_ frame: Span<UInt8>, link: LinkType) {
        let header = LinkHeader(frame, link: link)
        switch header.network {
        case .ipv4:
            guard let ip = IPv4Header(frame, at: header.offset) else { return nil }
            (source, destination) = (IPAddress(v4: ip.source), IPAddress(v4: ip.destination))
        case .ipv6:
            guard let ip = IPv6Header(frame, at: header.offset) else { return nil }
            (source, destination) = (ip.source, ip.destination)
        case .other, .cut: return nil
        }
    }
}

extension IPAddress {
    /// Whether it is the address of many: multicast, or the broadcast of a link.
    fileprivate var isGroup: Bool {
        isIPv6 ? high >> 56 == 0xff : low >> 28 == 0xe || low == 0xffff_ffff
    }
}
