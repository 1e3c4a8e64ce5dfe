import Capture
import Frames
import Packet
import TestSupport
import Testing
import Traffic

@Suite("Several captures read as one")
struct MergedSourceTests {
    /// A capture with frames at some times, whose sequence numbers are these times and their number in the file.
    private func capture(_ times: [UInt32], link: UInt32 = 1, from first: UInt32 = 0) -> [UInt8] {
        var capture = CaptureBytes.pcap(link: link)
        for (number, time) in times.enumerated() {
            var builder = FrameBuilder.segment(first + UInt32(number))
            if link == 101 { builder.link = .rawIP }
            capture.record(builder.bytes(), seconds: time)
        }
        return capture.bytes
    }

    private func read(_ paths: [String], _ order: MergedSource.Order, capacity: Int = 5) throws -> ReadFrames {
        ReadFrames(try MergedSource(paths: paths, order: order), capacity: capacity)
    }

    @Test("comes in order of time, of equal times in that of the files", arguments: [1, 4, 1_024])
    func time(capacity: Int) throws {
        let a = TemporaryFile(capture([1, 3, 3, 9, 8], from: 100))
        let b = TemporaryFile(capture([2, 3, 4, 9], from: 200))
        let c = TemporaryFile(capture([0, 3, 20], from: 300))
        let merged = try read([a.path, b.path, c.path], .time, capacity: capacity)
        #expect(merged.fault == nil)
        let times = merged.frames.map { $0.time / 1_000_000_000 }
        #expect(times == [0, 1, 2, 3, 3, 3, 3, 4, 9, 8, 9, 20])
        let source = try MergedSource(paths: [a.path, b.path, c.path], order: .time)
        let sequences = Reading(source, capacity: capacity).descriptors.map(\.sequence)
        #expect(sequences == [300, 100, 200, 101, 102, 201, 301, 202, 103, 104, 203, 302])
        #expect(merged.frames.map(\.index) == Array(0..<12))
        #expect(merged.interfaces.allSatisfy { $0 == 0 })
        let facts = merged.source.facts
        #expect(facts.name == "\(a.path) + 2 more" && facts.link == .ethernet)
        #expect(facts.files.map(\.frames) == [5, 4, 3] && facts.files.map(\.name) == [a.path, b.path, c.path])
        #expect(facts.interfaces.map(\.name) == [""])
        #expect(merged.source.progress == 1)
    }

    @Test("comes file by file", arguments: [1, 4, 1_024])
    func listed(capacity: Int) throws {
        let a = TemporaryFile(capture([5, 6, 7]))
        let b = TemporaryFile(capture([1, 2], link: 101))
        let c = TemporaryFile(capture([]))
        let d = TemporaryFile(capture([3]))
        let merged = try read([a.path, b.path, c.path, d.path], .listed, capacity: capacity)
        #expect(merged.frames.map { $0.time / 1_000_000_000 } == [5, 6, 7, 1, 2, 3])
        #expect(merged.frames.map(\.index) == Array(0..<6))
        #expect(merged.frames.map(\.link) == [.ethernet, .ethernet, .ethernet, .rawIP, .rawIP, .ethernet])
        #expect(merged.interfaces == [0, 0, 0, 1, 1, 0])
        #expect(merged.source.facts.files.map(\.frames) == [3, 2, 0, 1] && merged.fault == nil)
    }

    @Test("may be of several link types, and of files with several interfaces")
    func interfaces() throws {
        var pcapng = CaptureBytes.pcapng()
        pcapng.appendInterface(link: 1, options: [(2, Array("eth1".utf8)), (9, [9])])
        for time in 0..<4 as Range<UInt64> {
            pcapng.packet(FrameBuilder.segment(1).bytes(), interface: UInt32(time % 2), time: time * 1_000_000_000)
        }
        let a = TemporaryFile(capture([1, 2], link: 101))
        let b = TemporaryFile(pcapng.bytes)
        for order in [.time, .listed] as [MergedSource.Order] {
            let merged = try read([a.path, b.path], order)
            #expect(merged.source.facts.interfaces.map(\.name) == ["", "", "eth1"])
            let of = Dictionary(grouping: merged.frames, by: \.origin.interface).mapValues(\.count)
            #expect(of == [0: 2, 1: 2, 2: 2])
            #expect(merged.frames.allSatisfy { ($0.link == .rawIP) == ($0.origin.interface == 0) })
        }
    }

    @Test("goes on where one of them is damaged or no capture, and says so at the end", arguments: [true, false])
    func damage(isByTime: Bool) throws {
        let order: MergedSource.Order = isByTime ? .time : .listed
        let a = TemporaryFile(capture([1, 4]) + [1, 2, 3])
        let b = TemporaryFile(Array("This is a letter, not a capture of anything.".utf8))
        let c = TemporaryFile(capture([2, 6]))
        let merged = try read([a.path, b.path, c.path], order)
        #expect(merged.frames.count == 4)
        let fault = try #require(merged.fault)
        #expect(fault.kind == .damaged && fault.description.hasPrefix("\(a.path): packet 3: "))
        #expect(fault.description.hasSuffix("; another file could not be read to the end, either"))
        let files = merged.source.facts.files
        #expect(files.map(\.frames) == [2, 0, 2] && files.map { $0.fault != nil } == [true, true, false])
        var (source, batch) = (merged.source, FrameBatch())
        #expect(try !source.read(into: &batch))
        let none = #expect(throws: SourceError.self) { try MergedSource(paths: [b.path], order: order) }
        #expect(none?.kind == .notACapture)
        let missing = #expect(throws: SourceError.self) { try MergedSource(paths: ["/nonexistent/x"], order: order) }
        #expect(missing?.kind == .cannotOpen)
    }

    @Test("can be marked", arguments: [MergedSource.Order.time, .listed], [1, 3, 64])
    func marks(order: MergedSource.Order, capacity: Int) throws {
        let a = TemporaryFile(capture([1, 3, 3, 9]))
        let b = TemporaryFile(capture([2, 3, 4], link: 101))
        let c = TemporaryFile(capture([0, 3]) + [1])
        let source = try MergedSource(paths: [a.path, b.path, c.path], order: order)
        #expect(SourceConformance(source, capacity: capacity).failures == [])
        let fifo = FIFO([capture([1])])
        let pipe = try MergedSource(paths: [a.path, fifo.path], order: order)
        #expect(pipe.mark().map { _ in true } == nil && pipe.progress == nil)
        #expect(ReadFrames(pipe).frames.count == 5)
    }

    @Test("may be many")
    func many() throws {
        let files = (0..<40).map { FileHolder(capture([UInt32($0)])) }
        let merged = try read(files.map(\.path), .listed)
        #expect(merged.frames.count == 40)
        #expect(try read(files.reversed().map(\.path), .time).frames.map { $0.time / 1_000_000_000 } == Array(0..<40))
        withExtendedLifetime(files) {}
    }

    /// A temporary file in an array.
    private final class FileHolder {
        private let file: TemporaryFile
        var path: String { file.path }
        init(_ bytes: [UInt8]) { file = TemporaryFile(bytes) }
    }
}
