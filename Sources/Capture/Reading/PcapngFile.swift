import CaptureFormats
import Frames
import Packet

/// A pcapng capture, be it a file or a pipe, at its next packet.
struct PcapngFile: ~Copyable {
    private(set) var reader: RecordReader<PcapngBlocks>
    /// What a capture that is written meanwhile comes through: nobody waits for it in the middle of a read.
    private let livePipe: CapturePipe?

    /// Reads what a capture begins with: up to its first packet that is read, or, where it comes through a pipe, to the
    /// first interface whose packets are.
    ///
    /// - Parameters:
    ///   - input: The capture, at its beginning.
    ///   - name: The capture as it is shown.
    ///   - selection: The interfaces whose packets are wanted, or nil for all.
    ///   - blockSize: How many bytes are read at once.
    /// - Throws: That it is no capture, or has no frames that can be read, or none of such an interface.
    init(_ input: any CaptureInput, name: String, selection: InterfaceSelection?, blockSize: Int) throws(SourceError) {
        reader = RecordReader(input, blockSize: blockSize, format: PcapngBlocks(selection: selection))
        livePipe = (input as? CapturePipe).flatMap { $0.isPatient ? nil : $0 }
        let fault = begin()
        let blocks = reader.format
        guard !blocks.isReady else { return }
        if let fault = input.failure ?? fault, blocks.interfaces.isEmpty { throw .notACapture(name, fault) }
        let unread = blocks.interfaces.enumerated().first { selection?.takes($1, number: $0) ?? true }
        if let unread {
            throw SourceError(.unsupportedLink, "\(name): \(LinkType.unsupported(unread.element.linkName))")
        }
        if let selection { throw selection.fault(name: name, among: blocks.interfaces) }
    }

    /// Passes over all in front of the first packet; says what the matter is if it is damaged.
    private mutating func begin() -> String? {
        while livePipe == nil || !reader.format.isReady {
            let before = reader.leftOut
            switch reader.step() {
            case .passed(let length, _):
                // Nothing is passed over where the packet is, and in a pipe nobody waits for another interface.
                if length == 0 || livePipe != nil && reader.leftOut > before { return nil }
            case .turned: return nil
            case .missing(let length): return truncation(length)
            case .fault(let fault): return fault
            }
        }
        return nil
    }

    /// What is known of the capture so far.
    var blocks: PcapngBlocks { reader.format }

    /// How many packets were left out so far.
    var leftOut: UInt64 { reader.leftOut }

    /// Hands out the next packets of one link type, as far as they are there, and `body` wants more.
    ///
    /// - Returns: How many there were, and why there are not more, unless they were not wanted.
    @inline(__always)
    mutating func forEach(
        atMost most: Int, _ body: (_ bytes: Span<UInt8>, _ record: PacketRecord) -> Bool
    ) -> (count: Int, halt: CaptureFile.Halt?) {
        var count = 0
        while true {
            let (more, wantsMore) = reader.forEach(atMost: most - count, body)
            count += more
            guard wantsMore else { return (count, nil) }
            if livePipe?.isPacketMissing ?? false { return (count, .pause) }
            if let halt = goOn() { return (count, halt) }
        }
    }

    /// Passes over what is behind the packets that were handed out.
    @inline(never)
    private mutating func goOn() -> CaptureFile.Halt? {
        defer { livePipe?.enter(.pcapng(isSwapped: reader.format.section.isSwapped)) }
        return passOver()
    }

    private mutating func passOver() -> CaptureFile.Halt? {
        switch reader.step() {
        case .passed: nil
        case .turned: .turned
        case .missing(let length): truncation(length).map { .fault($0) } ?? .end
        case .fault(let fault): .fault(fault)
        }
    }

    /// What is wrong where the capture ends and so many bytes would have to follow; nil where it is whole.
    private func truncation(_ length: Int) -> String? {
        guard reader.available > 0 else { return nil }
        return "truncated: of a block's \(length) bytes only \(reader.available) are there"
    }

    /// Goes on with the link type of the next packet.
    mutating func turn() { reader.turn() }

    /// Fills an empty batch with the next packets; see `RecordReader`.
    mutating func fill(_ batch: inout FrameBatch, from index: UInt64, parser: (LinkType) -> FrameParser) {
        reader.fill(&batch, from: index, parser: parser)
    }

    /// Goes to a mark of this capture, which is no pipe.
    mutating func seek(to mark: RecordReader<PcapngBlocks>.Mark) { reader.seek(to: mark) }
}
