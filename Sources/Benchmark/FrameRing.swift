import Packet

/// Frames in memory as a NIC leaves them there: a ring of records, each at the beginning of a cache line.
///
/// When all were received, `turn(to:)` moves every flow on, so that the ring goes on where it ended. The sets are
/// shared by the cases, each of which goes through the laps by itself.
package final class FrameRing {
    /// What one lap of the ring adds to a flow.
    struct Advance {
        /// To the sequence number.
        var bytes: UInt32 = 0
        /// To the identification.
        var segments: UInt16 = 0
    }

    /// The bytes of all frames.
    let memory: UnsafeBufferPointer<UInt8>
    /// Where all frames are; the time of each is its number.
    private(set) var records: [FrameRecord]
    /// From one record to the next.
    let stride: Int

    private let storage: UnsafeMutableBufferPointer<UInt8>
    /// The flow of each frame.
    private let owners: [Int32]
    private let advances: [Advance]
    /// What one lap adds to the clock of the timestamps.
    private let ticks: UInt32
    private var lap: UInt32 = 0

    /// A ring of the first `count` frames so arranged.
    package init(_ arrangement: TrafficPattern, count: Int) {
        let captured = arrangement.record.rawValue
        let stride = arrangement.record.stride
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count * stride, alignment: 64)
        storage = room.bindMemory(to: UInt8.self)
        storage.initialize(repeating: 0)
        memory = UnsafeBufferPointer(storage)
        self.stride = stride
        var traffic = FrameRingTraffic(arrangement)
        var (records, owners): ([FrameRecord], [Int32]) = ([], [])
        for place in 0..<count {
            let flow = traffic.advance()
            let kept = traffic.frame.prefix(captured)
            for (offset, byte) in kept.enumerated() { storage[place * stride + offset] = byte }
            records.append(
                FrameRecord(
                    index: UInt64(place), time: Int64(place), start: place * stride, captured: kept.count,
                    wireLength: traffic.frame.count))
            owners.append(Int32(flow))
        }
        self.records = records
        self.owners = owners
        advances = traffic.advances
        ticks = traffic.ticks
    }

    deinit { storage.deallocate() }

    /// How many frames a lap has.
    package var count: Int { records.count }

    /// Lends the frames in `range`.
    @inline(__always)
    func withRawFrames(
        _ range: Range<Int>, parser: FrameParser = FrameParser(link: .ethernet), _ body: (RawFrames) -> Void
    ) {
        records.withUnsafeBufferPointer { records in
            let records = UnsafeBufferPointer(rebasing: records[range])
            body(RawFrames(bytes: memory, records: records, parser: parser))
        }
    }

    /// Reads the frame at `place` into a descriptor.
    package func read(
        _ place: Int, parser: FrameParser = FrameParser(link: .ethernet), into descriptor: inout Descriptor
    ) {
        withRawFrames(place..<place + 1, parser: parser) { $0.parse(0, into: &descriptor) }
    }

    /// Makes the frames those of lap number `lap`, from 0.
    package func turn(to lap: Int) {
        let laps = UInt32(truncatingIfNeeded: lap) &- self.lap
        self.lap &+= laps
        guard laps != 0 else { return }
        for place in records.indices {
            let advance = advances[Int(owners[place])]
            records[place].index = UInt64(lap * count + place)
            records[place].time = Int64(lap * count + place)
            let frame = UnsafeMutableBufferPointer(rebasing: storage[place * stride..<place * stride + stride])
            frame.add(advance.segments &* UInt16(truncatingIfNeeded: laps), at: FrameRingTraffic.identification)
            frame.add(advance.bytes &* laps, at: FrameRingTraffic.sequence)
            frame.add(ticks &* laps, at: FrameRingTraffic.timestamp)
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Adds to a 16-bit field of the IP header and keeps its checksum right.
    fileprivate func add(_ number: UInt16, at offset: Int) {
        replace(offset, by: word(at: offset) &+ number, checksum: FrameRingTraffic.ipChecksum)
    }

    /// Adds to a 32-bit field of the TCP header and keeps its checksum right.
    fileprivate func add(_ number: UInt32, at offset: Int) {
        let new = (UInt32(word(at: offset)) << 16 | UInt32(word(at: offset + 2))) &+ number
        replace(offset, by: UInt16(new >> 16), checksum: FrameRingTraffic.tcpChecksum)
        replace(offset + 2, by: UInt16(truncatingIfNeeded: new), checksum: FrameRingTraffic.tcpChecksum)
    }

    private func replace(_ offset: Int, by new: UInt16, checksum: Int) {
        // RFC 1624: the new sum is the old one without the old word and with the new one.
        var sum = Checksum()
        sum.add(~word(at: checksum))
        sum.add(~word(at: offset))
        sum.add(new)
        store(new, at: offset)
        store(sum.field, at: checksum)
    }

    private func word(at offset: Int) -> UInt16 { UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) }

    private func store(_ word: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: word >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: word)
    }
}
