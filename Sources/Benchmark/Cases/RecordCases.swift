import Offload
import Packet
import Receive
import Settings

extension Case {
    /// Parser and LRO manager with its event log, without queue, hold times and ledger.
    static let managers: [Case] = shapes.map { flows, burst in
        Case("manager/\(flows):\(burst)", "128 bytes captured, the manager alone, \(text(flows, burst))") {
            stock, packets in
            ManagerWorkload(
                stock.frames(TrafficPattern(flows: flows, order: .turns(burst: burst)), packets: packets),
                Manager(ReceiveSettings(sessions: flows).offload), packets: packets)
        }
    }

    /// What it costs to keep more of what happened than the counters: events, flows, and what was delivered.
    static let records: [Case] =
        [(name: "off", isKept: false), ("on", true)].map { name, isKept in
            Case("log/\(name)", "frames of 8 flows in bursts of 8, the manager alone, event log \(name)") {
                stock, packets in
                var manager = Manager(ReceiveSettings(sessions: 8).offload)
                manager.log.keepsEvents = isKept
                return ManagerWorkload(stock.frames(.eightByEight(.short), packets: packets), manager, packets: packets)
            }
        }
        + [(name: "off", isKept: false), ("on", true)].map { name, isKept in
            Case("ledger/\(name)", "frames of 8 flows in bursts of 8, flow ledger \(name)") { stock, packets in
                FrameWorkload(
                    stock.frames(.eightByEight(.short), packets: packets),
                    Pipeline(ReceiveSettings(sessions: 8), observers: isKept ? .all : [.capture, .holds]),
                    packets: packets)
            }
        }
        + [(name: "dropped", isKept: false), ("kept", true)].map { name, isKept in
            Case("deliveries/\(name)", "frames of 8 flows in bursts of 8, deliveries \(name)") { stock, packets in
                FrameWorkload(
                    stock.frames(.eightByEight(.short), packets: packets),
                    Pipeline(ReceiveSettings(sessions: 8), keepsDeliveries: isKept), packets: packets)
            }
        }
}

/// Preloaded frames through an LRO manager and nothing else, 64 of them a round.
struct ManagerWorkload: Workload {
    private let frames: FrameRing
    private let packets: Int
    private var manager: Manager
    private var descriptor = Descriptor()
    private var lap = 0

    private static let budget = 64

    /// At least so many packets of `frames` through `manager`.
    init(_ frames: FrameRing, _ manager: Manager, packets: Int) {
        (self.frames, self.manager, self.packets) = (frames, manager, packets)
    }

    mutating func run() -> Measure {
        var measure = Measure()
        var next = lap
        measure.timeLaps(of: frames, &next, packets: packets) {
            for start in stride(from: 0, to: frames.count, by: Self.budget) {
                frames.withRawFrames(start..<min(frames.count, start + Self.budget)) { receive($0) }
            }
        }
        lap = next
        measure.ratio = manager.counters.ratio
        return measure
    }

    private mutating func receive(_ frames: RawFrames) {
        var place = 0
        while place < frames.count {
            let count = manager.receive(frames, from: place, most: frames.count - place).frames
            if count == 0 {
                frames.parse(place, into: &descriptor)
                manager.receive(&descriptor)
            }
            place += max(1, count)
        }
        manager.flushAll(reason: .pollEnd, cause: frames.record(at: frames.count - 1).index, notesSummaries: false)
        manager.log.clear()
    }
}
