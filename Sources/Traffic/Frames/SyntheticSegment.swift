import Packet

/// One TCP segment of a synthetic connection, before it becomes a frame.
struct SyntheticSegment: Sendable {
    /// What is not plain about it.
    enum Shape: Sendable {
        case plain
        /// Opens the connection: MSS, window scale and all that is offered.
        case opening
        /// Has a SACK option for this stretch of what was received out of order.
        case selective(from: UInt32, to: UInt32)
        /// Has a router alert in front of TCP.
        case ipOptions
        /// Comes in two IP fragments.
        case fragmented
    }

    var shape = Shape.plain
    var flags: TCPFlags = [.ack]
    var sequence: UInt32 = 0
    var acknowledgment: UInt32 = 0
    /// The place in the stream at which the payload begins.
    var offset: UInt32 = 0
    var length = 0
    var window: UInt16 = 0
    var urgentPointer: UInt16 = 0
    var identification: UInt16 = 0
    var typeOfService: UInt8 = 0
    var timestamp: UInt32 = 0
    var echo: UInt32 = 0
}

extension FrameBuilder {
    /// The frame of a segment that is not plain.
    init(_ segment: SyntheticSegment, of flow: FlowKey, timestamps: Bool, mss: Int) {
        self.init(flow)
        if flow.vlan != 0 { tags = [Tag(id: flow.vlan)] }
        flags = segment.flags
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        window = segment.window
        urgentPointer = segment.urgentPointer
        identification = segment.identification
        typeOfService = segment.typeOfService
        payload = Array(PayloadPattern.shared.stretch(at: segment.offset, length: segment.length))
        if timestamps { tcpOptions = Self.timestamp(segment.timestamp, echo: segment.echo) }
        switch segment.shape {
        case .plain: break
        case .opening:
            tcpOptions = Self.offer(segment, timestamps: timestamps, mss: mss)
        case .selective(let from, let to):
            tcpOptions += [1, 1, 5, 10]
            tcpOptions.append(bigEndian: from)
            tcpOptions.append(bigEndian: to)
        case .ipOptions:
            ipOptions = [0x94, 4, 0, 0]
        case .fragmented:
            fragmentWord = 0
        }
    }

    /// The options of a SYN in the order in which Linux writes them: MSS, SACK, timestamps, window scale.
    private static func offer(_ segment: SyntheticSegment, timestamps: Bool, mss: Int) -> [UInt8] {
        var options: [UInt8] = [2, 4]
        options.append(bigEndian: UInt16(clamping: mss))
        if timestamps {
            options += [4, 2, 8, 10]
            options.append(bigEndian: segment.timestamp)
            options.append(bigEndian: segment.echo)
        } else {
            options += [1, 1, 4, 2]
        }
        return options + [1, 3, 3, 7]
    }
}

extension [UInt8] {
    /// The shortest Ethernet frame, its check sequence left out.
    private static let shortestFrame = 60

    /// Pads a short frame with zeros, as a sending NIC does.
    mutating func padToShortestFrame() {
        while count < Self.shortestFrame { append(0) }
    }
}
