import Frames
import Packet

/// Where a frame was captured, and which way it went there.
struct FramePlace: Equatable, Sendable {
    /// Which way a frame went, as seen from the capturing host.
    enum Way: Sendable {
        case unknown, received, sent
        /// Between other hosts.
        case passing
    }

    /// The number of the interface: the index in a cooked header of version 2, else a place among the capture's
    /// interfaces.
    ///
    /// Version 1 does not name interfaces, but its frames of the loopback are told from others: `cookedLoopback`.
    var interface: Int
    /// Which way the frame went.
    var way: Way
    /// Whether it is known to be a loopback interface by the frame.
    var isLoopback = false

    /// The number that stands for the loopback in cooked captures of version 1.
    static let cookedLoopback = -1
    /// The hardware type of a loopback interface (ARPHRD_LOOPBACK).
    private static let loopbackType: UInt16 = 772

    /// Reads the place of a frame.
    @inline(__always)
    init(_ frame: Span<UInt8>, link: LinkType, origin: FrameOrigin) {
        interface = Int(origin.interface)
        way =
            switch origin.direction {
            case .unknown: .unknown
            case .received: .received
            case .sent: .sent
            }
        switch link {
        case .linuxCooked where frame.count >= 16:
            way = Self.way(packetType: frame.word16(at: 0))
            isLoopback = frame.word16(at: 2) == Self.loopbackType
            if isLoopback { interface = Self.cookedLoopback }
        case .linuxCooked2:
            guard let index = Self.cookedIndex(frame) else { break }
            interface = index
            way = Self.way(packetType: UInt16(frame[10]))
            isLoopback = frame.word16(at: 8) == Self.loopbackType
        default: break
        }
    }

    /// The index of the interface in a cooked header of version 2; nil where that is cut.
    @inline(__always)
    static func cookedIndex(_ frame: Span<UInt8>) -> Int? { frame.count >= 20 ? Int(frame.word32(at: 4)) : nil }

    /// The way of a frame by the packet type of its cooked header: to this host, to all, to many, to others, sent.
    private static func way(packetType: UInt16) -> Way {
        switch packetType {
        case 0, 1, 2: .received
        case 3: .passing
        case 4: .sent
        default: .unknown
        }
    }
}

extension [CaptureInterface] {
    /// The name of the interface with that number, as `FramePlace` has it; nil where the capture tells none.
    func name(at number: Int) -> String? {
        if number == FramePlace.cookedLoopback { return "lo" }
        // An index in a cooked header is no place in the list.
        guard indices.contains(number), self[number].link != .linuxCooked2, !self[number].name.isEmpty else {
            return nil
        }
        return self[number].name
    }
}
