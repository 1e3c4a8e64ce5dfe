import Capture
import Frames
import Packet
import TestSupport
import Testing

@Suite("A pcapng file of several interfaces")
struct PcapngInterfaceTests {
    private func frame(_ sequence: UInt32, _ link: LinkType = .ethernet) -> [UInt8] {
        var builder = FrameBuilder.segment(sequence)
        builder.link = link
        return builder.bytes()
    }

    private func interface(_ name: String, _ more: [(code: UInt16, value: [UInt8])] = []) -> [(UInt16, [UInt8])] {
        [(2, Array(name.utf8)), (9, [9])] + more
    }

    /// Frames of Ethernet, cooked and raw interfaces in turn, the last of which is described late.
    private var mixed: CaptureBytes {
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        capture.appendSection()
        capture.appendInterface(link: 1, snapLength: 60, options: interface("eth0", [(8, [0, 0, 0, 0, 1, 0, 0, 0])]))
        capture.appendInterface(link: 113, options: interface("any"))
        for number in 0..<6 as Range<UInt32> {
            capture.packet(frame(number, number % 3 == 2 ? .linuxCooked : .ethernet), interface: number % 3 / 2)
        }
        capture.appendInterface(link: 101, snapLength: 0, options: interface("tun0"))
        capture.packet(frame(6, .rawIP), interface: 2)
        capture.packet(frame(7), interface: 0)
        return capture
    }

    @Test("is read whole, each frame by its link type", arguments: [1, 3, 1_024])
    func links(capacity: Int) throws {
        let file = TemporaryFile(mixed.bytes)
        let source = try CaptureSource(path: file.path)
        #expect(source.facts.link == .ethernet && source.facts.snapLength == 60)
        #expect(source.facts.interfaces.map(\.name) == ["eth0", "any"])
        let read = ReadFrames(source, capacity: capacity)
        #expect(read.fault == nil)
        let cooked = LinkType.linuxCooked
        #expect(
            read.frames.map(\.link) == [.ethernet, .ethernet, cooked, .ethernet, .ethernet, cooked, .rawIP, .ethernet])
        #expect(read.interfaces == [0, 0, 1, 0, 0, 1, 2, 0])
        #expect(read.frames.map(\.index) == Array(0..<8))
        // Longer than the snap length, and whole.
        #expect(read.frames.first?.bytes == frame(0))
        #expect(Reading(source, capacity: capacity).descriptors.map(\.sequence) == Array(0..<8))
        let interfaces = read.source.facts.interfaces
        #expect(interfaces.map(\.name) == ["eth0", "any", "tun0"])
        #expect(interfaces.map(\.link) == [.ethernet, .linuxCooked, .rawIP])
        #expect(interfaces.map(\.snapLength) == [60, 65_535, 262_144])
        #expect(interfaces.map(\.speed) == [1 << 32, nil, nil])
    }

    @Test("is read alike through a pipe and packed")
    func streams() throws {
        let bytes = mixed.bytes
        let fifo = FIFO([Array(bytes[..<100]), Array(bytes[100..<700]), Array(bytes[700...])])
        try expectAll(fifo.path)
        guard let program = PackedFile.programs.first else { return }
        let packed = try PackedFile(bytes, by: program)
        try expectAll(packed.path)
    }

    private func expectAll(_ path: String) throws {
        let read = try ReadFrames(path)
        #expect(read.interfaces == [0, 0, 1, 0, 0, 1, 2, 0] && read.fault == nil)
        #expect(read.frames.last?.link == .ethernet)
        #expect(read.source.facts.interfaces.count == 3)
    }

    @Test("gives the frames of one by number or name, be it described late")
    func selection() throws {
        let file = TemporaryFile(mixed.bytes)
        func sequences(_ interface: String) throws -> [UInt32] {
            Reading(try CaptureSource(path: file.path, options: SourceOptions(interface: interface)))
                .descriptors.map(\.sequence)
        }
        #expect(try sequences("eth0") == [0, 1, 3, 4, 7] && sequences("0") == sequences("eth0"))
        #expect(try sequences("1") == [2, 5])
        #expect(try sequences("tun0") == [6])
        let source = try CaptureSource(path: file.path, options: SourceOptions(interface: "tun0"))
        #expect(source.facts.link == .rawIP && SourceConformance(source, capacity: 1).failures == [])
        let fault = #expect(throws: SourceError.self) { try sequences("eth9") }
        #expect(fault?.kind == .usage)
        let there = "there are 0 (eth0), 1 (any), 2 (tun0)"
        #expect(fault?.description == "\(file.path): no interface \"eth9\": \(there)")
    }

    @Test("through a pipe has the interfaces that are described before its first packet")
    func pipeSelection() throws {
        let fifo = FIFO([mixed.bytes])
        let fault = #expect(throws: SourceError.self) {
            try CaptureSource(path: fifo.path, options: SourceOptions(interface: "tun0"))
        }
        #expect(fault?.description.hasSuffix("no interface \"tun0\": there are 0 (eth0), 1 (any)") == true)
        let other = FIFO([mixed.bytes])
        #expect(try ReadFrames(other.path, SourceOptions(interface: "any")).interfaces == [1, 1])
    }

    @Test("leaves out those that cannot be read, and says how many", arguments: [true, false])
    func unreadable(comesFirst: Bool) throws {
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        capture.appendSection()
        if comesFirst {
            capture.appendInterface(link: 127, options: interface("mon0"))
            capture.packet([1, 2, 3])
        }
        capture.appendInterface(link: 1, options: interface("eth0"))
        if !comesFirst { capture.appendInterface(link: 127, options: interface("mon0")) }
        let (wireless, wired): (UInt32, UInt32) = comesFirst ? (0, 1) : (1, 0)
        for number in 0..<10 as Range<UInt32> {
            capture.packet(frame(number), interface: number.isMultiple(of: 2) ? wired : wireless)
        }
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path)
        #expect(read.frames.count == 5 && read.fault == nil && read.source.facts.link == .ethernet)
        let names = "mon0 (IEEE802_11_RADIO)"
        let count = comesFirst ? 6 : 5
        #expect(
            read.source.facts.leftOut
                == "\(count) packets were left out, of link types that cannot be read: \(names)")
        #expect(SourceConformance(try CaptureSource(path: file.path), capacity: 2).failures == [])
        // The number of a damaged packet is that in the file.
        capture.packet(frame(1), interface: 7)
        let fault = Reading(capture: capture.bytes).sentence
        #expect(fault?.hasPrefix("X: packet \(comesFirst ? 12 : 11): ") == true)
    }

    @Test("none of which can be read is refused, in a file and a pipe")
    func noneReadable() throws {
        var capture = CaptureBytes.pcapng(link: 127)
        capture.appendInterface(link: 105)
        for _ in 0..<3 { capture.packet([1, 2, 3]) }
        let sentence = Reading(capture: capture.bytes).sentence
        #expect(sentence?.hasPrefix("X: link type IEEE802_11_RADIO is not supported; supported are Ethernet") == true)
        let fifo = FIFO([capture.bytes])
        let fault = #expect(throws: SourceError.self) { try CaptureSource(path: fifo.path) }
        #expect(fault?.kind == .unsupportedLink)
    }

    @Test("knows those of a later section that are the same again")
    func sections() throws {
        var capture = CaptureBytes(isBigEndian: false, isNanosecond: true)
        for number in 0..<4 as Range<UInt32> {
            var section = CaptureBytes(isBigEndian: number == 1, isNanosecond: true)
            section.appendSection()
            section.appendInterface(link: 1, options: interface(number == 3 ? "wlan0" : "eth0"))
            section.packet(frame(number), time: UInt64(number))
            capture.bytes += section.bytes
        }
        let file = TemporaryFile(capture.bytes)
        let read = try ReadFrames(file.path)
        #expect(read.interfaces == [0, 0, 0, 1] && read.fault == nil)
        #expect(read.frames.map(\.time) == [0, 1, 2, 3])
        #expect(read.source.facts.interfaces.map(\.name) == ["eth0", "wlan0"])
        let fifo = FIFO([capture.bytes])
        #expect(try ReadFrames(fifo.path).interfaces == [0, 0, 0, 1])
    }
}
