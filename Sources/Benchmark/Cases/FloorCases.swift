extension Case {
    /// What reading the frames costs without doing anything with them: no receive path can be faster.
    static let floors: [Case] = [RecordLength.short, .full].flatMap { record in
        FloorWorkload.Reach.allCases.map { reach in
            Case(floorName(record, reach), "read \(reach.text) of each frame", record: record) { stock, packets in
                FloorWorkload(stock.frames(.eightByEight(record), packets: packets), reach, packets: packets)
            }
        }
    }

    /// The floor that cases with such records are compared with.
    package static func floor(_ record: RecordLength) -> Case? {
        floors.first { $0.name == floorName(record, .twoLines) }
    }

    private static func floorName(_ record: RecordLength, _ reach: FloorWorkload.Reach) -> String {
        "floor/\(record.rawValue)/\(reach.rawValue)"
    }
}

/// Reads a little of each frame.
struct FloorWorkload: Workload {
    /// How much is read.
    enum Reach: String, CaseIterable {
        /// A byte of the first cache line.
        case oneLine = "one-line"
        /// A byte of each of the first two.
        case twoLines = "two-lines"
        /// Every byte of the Ethernet, IP and TCP headers.
        case headers

        /// The reach in words.
        var text: String {
            switch self {
            case .oneLine: "one cache line"
            case .twoLines: "two cache lines"
            case .headers: "54 header bytes"
            }
        }
    }

    private let frames: FrameRing
    private let reach: Reach
    private let packets: Int
    private var lap = 0
    /// Kept, so that no compiler leaves the reading out.
    private(set) var sum: UInt64 = 0

    /// Reads of at least so many packets.
    init(_ frames: FrameRing, _ reach: Reach, packets: Int) {
        (self.frames, self.reach, self.packets) = (frames, reach, packets)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        // The frames are turned as in the other cases, so that the caches are in the same state.
        measure.timeLaps(of: frames, &next, packets: packets) { sum &+= Self.read(frames, reach) }
        lap = next
        return measure
    }

    @inline(never)
    private static func read(_ frames: FrameRing, _ reach: Reach) -> UInt64 {
        let (memory, stride) = (frames.memory, frames.stride)
        let bytes = memory.span
        return switch reach {
        case .oneLine: sum(bytes, stride: stride) { UInt64(bytes[$0]) }
        case .twoLines: sum(bytes, stride: stride) { UInt64(bytes[$0]) &+ UInt64(bytes[$0 + 64]) }
        case .headers:
            sum(bytes, stride: stride) { start in
                let header = bytes.extracting(start..<start + 54)
                var sum: UInt64 = 0
                for offset in header.indices { sum &+= UInt64(header[offset]) }
                return sum
            }
        }
    }

    @inline(__always)
    private static func sum(_ bytes: Span<UInt8>, stride: Int, _ read: (Int) -> UInt64) -> UInt64 {
        var (sum, start): (UInt64, Int) = (0, 0)
        while start < bytes.count {
            sum &+= read(start)
            start += stride
        }
        return sum
    }
}
