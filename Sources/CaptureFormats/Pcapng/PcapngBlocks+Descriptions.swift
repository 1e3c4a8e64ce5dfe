import Frames
import Packet

/// What the blocks say that describe sections and interfaces.
extension PcapngBlocks {
    /// Takes in the block that a section begins with.
    mutating func begin(_ block: Span<UInt8>) -> RecordStep {
        guard block.count >= 28 else { return .fault("a section's block of \(block.count) bytes, fewer than 28") }
        let version = block.halfWord(at: 12, isSwapped: section.isSwapped)
        guard version == 1 else { return .fault("a section of pcapng version \(version), where 1 can be read") }
        if sections == 0 {
            block.extracting(24..<block.count - 4).forEachOption(isSwapped: section.isSwapped) { code, value in
                // The first one counts.
                guard code == PcapngCode.Option.application, application == nil, !value.isEmpty else { return }
                application = value.harmlessText
            }
        }
        sections += 1
        section.lanes = []
        return .passed(block.count, isPacket: false)
    }

    /// Takes in the description of an interface.
    mutating func describe(_ block: Span<UInt8>) -> RecordStep {
        guard block.count >= 20 else { return .fault("an interface's block of \(block.count) bytes, fewer than 20") }
        guard section.lanes.count < Self.most, interfaces.count < Self.most
        else { return .fault("more than \(Self.most) interfaces are described") }
        let snapLength = Int(block.word(at: 12, isSwapped: section.isSwapped))
        let number = Int32(block.halfWord(at: 8, isSwapped: section.isSwapped))
        let link = LinkType(pcap: number)
        var interface = CaptureInterface(name: "", link: link, snapLength: Self.snapLength(snapLength))
        if link == nil { interface.linkName = LinkType.name(pcap: number) }
        var (description, resolution, offset): (String, UInt8, UInt64) = ("", 6, 0)
        block.extracting(16..<block.count - 4).forEachOption(isSwapped: section.isSwapped) { code, value in
            switch code {
            case PcapngCode.Option.interfaceName: interface.name = value.harmlessText
            case PcapngCode.Option.interfaceDescription: description = value.harmlessText
            case PcapngCode.Option.speed where value.count == 8:
                let speed = value.doubleWord(at: 0, isSwapped: section.isSwapped)
                interface.speed = speed == 0 ? nil : speed
            case PcapngCode.Option.timeResolution where !value.isEmpty: resolution = value[0]
            case PcapngCode.Option.timeOffset where value.count == 8:
                offset = value.doubleWord(at: 0, isSwapped: section.isSwapped)
            default: break
            }
        }
        if interface.name.isEmpty { interface.name = description }
        add(interface, PcapngClock(resolution: resolution, offset: Int64(bitPattern: offset)))
        return .passed(block.count, isPacket: false)
    }

    /// Adds an interface to the section, and to the file, unless it is known from an earlier section.
    private mutating func add(_ interface: CaptureInterface, _ clock: PcapngClock) {
        let identity = Identity(interface: interface, place: section.lanes.count)
        let number = numbers[identity].map(Int.init) ?? interfaces.count
        if number == interfaces.count {
            interfaces.append(interface)
            numbers[identity] = UInt16(number)
        }
        let isWanted = selection?.takes(interface, number: number) ?? true
        let link = isWanted ? interface.link.flatMap { LinkType.allCases.firstIndex(of: $0) } : nil
        section.lanes.append(
            PcapngSection.Lane(
                link: link.map { UInt8($0) } ?? PcapngSection.Lane.unread, interface: UInt16(number), clock: clock,
                snapLength: interface.snapLength))
        if let link, first == nil {
            first = number
            section.link = UInt8(link)
        }
    }

    /// The most bytes of a packet, where a file says so; 0 is no limit.
    private static func snapLength(_ length: Int) -> Int {
        length == 0 || length > Int32.max ? PacketRecord.longest : length
    }
}
