import Frames

/// What the options of a pcapng packet say of it.
extension FrameOrigin {
    /// Takes over what the options of a packet say, and says whether they say anything.
    @inline(__always)
    mutating func learn(from options: Span<UInt8>, isSwapped: Bool) -> Bool {
        var hasLearnt = false
        options.forEachOption(isSwapped: isSwapped) { code, value in
            switch code {
            case PcapngCode.PacketOption.flags where value.count == 4:
                learn(flags: value.word(at: 0, isSwapped: isSwapped))
            case PcapngCode.PacketOption.queue where value.count == 4:
                queue = Int32(exactly: value.word(at: 0, isSwapped: isSwapped)) ?? -1
            case PcapngCode.PacketOption.custom, PcapngCode.PacketOption.privateCustom:
                guard let option = SegmentOption(value, isSwapped: isSwapped) else { return }
                segmentSize = Int32(clamping: option.segmentSize)
                hasFixedIdentification = option.hasFixedIdentification
            default: return
            }
            hasLearnt = true
        }
        return hasLearnt
    }

    private mutating func learn(flags: UInt32) {
        switch flags & PcapngCode.Flag.direction {
        case PcapngCode.Flag.received: direction = .received
        case PcapngCode.Flag.sent: direction = .sent
        default: break
        }
        if flags & PcapngCode.Flag.checksumNotReady != 0 {
            checksum = .partial
        } else if flags & PcapngCode.Flag.checksumValid != 0 {
            checksum = .valid
        }
    }

    /// The flags of a packet of that origin.
    var flags: UInt32 {
        let direction: UInt32 =
            switch direction {
            case .unknown: 0
            case .received: PcapngCode.Flag.received
            case .sent: PcapngCode.Flag.sent
            }
        let checksum: UInt32 =
            switch checksum {
            case .unknown: 0
            case .partial: PcapngCode.Flag.checksumNotReady
            case .valid: PcapngCode.Flag.checksumValid
            }
        return direction | checksum | (segmentSize > 0 ? PcapngCode.Flag.aggregate : 0)
    }
}
