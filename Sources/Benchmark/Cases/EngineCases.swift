import Offload
import Receive
import Settings

extension TrafficPattern {
    /// Full segments in bursts of eight of eight flows.
    static func eightByEight(_ record: RecordLength) -> TrafficPattern {
        TrafficPattern(flows: 8, order: .turns(burst: 8), record: record)
    }

    /// Bursts of 256 flows with random ports, lengths and exceptions.
    static let random = TrafficPattern(flows: 256, order: .random)
}

extension ReceiveSettings {
    /// One queue with room for so many sessions, and for as many flows in its ledger.
    init(sessions: Int, budget: Int = 64) {
        self.init()
        queues = 1
        offload.sessions = sessions
        self.budget = budget
        flows = max(flows, sessions)
    }
}

extension Case {
    /// How many flows, and how many packets of each in a row.
    static let shapes: [(flows: Int, burst: Int)] = [(1, 64), (8, 8), (64, 1), (512, 1), (4096, 1)]

    static func text(_ flows: Int, _ burst: Int) -> String {
        flows == 1 ? "1 flow" : "\(flows) flows in bursts of \(burst)"
    }

    /// The receive path alone, on descriptors.
    static let engine: [Case] =
        shapes.map { flows, burst in
            Case("engine/\(flows):\(burst)", "descriptors, \(text(flows, burst))") { stock, packets in
                let arrangement = TrafficPattern(flows: flows, order: .turns(burst: burst))
                return DescriptorWorkload(
                    stock.frames(arrangement, packets: packets), Pipeline(ReceiveSettings(sessions: flows)),
                    packets: packets)
            }
        } + [
            Case("engine/random", "descriptors, random traffic with 2 % exceptions") { stock, packets in
                DescriptorWorkload(
                    stock.frames(.random, packets: packets), Pipeline(ReceiveSettings(sessions: 64)),
                    packets: packets)
            }
        ]

    /// Parser and receive path, on frames.
    static let frames: [Case] =
        [RecordLength.short, .full].flatMap { record in
            shapes.map { flows, burst in
                let bytes = record.rawValue
                return Case(
                    "frames/\(bytes)/\(flows):\(burst)",
                    "\(bytes) bytes captured, \(text(flows, burst))", record: record
                ) { stock, packets in
                    let arrangement = TrafficPattern(flows: flows, order: .turns(burst: burst), record: record)
                    return FrameWorkload(
                        stock.frames(arrangement, packets: packets), Pipeline(ReceiveSettings(sessions: flows)),
                        packets: packets)
                }
            }
        } + [
            Case("frames/128/random", "128 bytes captured, random traffic with 2 % exceptions") { stock, packets in
                FrameWorkload(
                    stock.frames(.random, packets: packets), Pipeline(ReceiveSettings(sessions: 64)), packets: packets)
            }
        ]

    /// Rounds in which so many sessions are open at once: each flow sends a packet, and that four times.
    static let openSessions: [Case] = [64, 1024, 16_384, 65_536].map { flows in
        Case("open/\(flows)", "frames, \(flows) sessions open, four packets of each in a round") { stock, packets in
            let arrangement = TrafficPattern(flows: flows, order: .turns(burst: 1), unit: 4 * flows)
            let settings = ReceiveSettings(sessions: flows, budget: 4 * flows)
            return FrameWorkload(stock.frames(arrangement, packets: packets), Pipeline(settings), packets: packets)
        }
    }

    /// Each rulebook in each mode.
    static let rulebooks: [Case] = Rulebook.allCases.flatMap { rules in
        Mode.allCases.map { mode in
            Case(
                "rules/\(rules.rawValue)/\(mode.rawValue)",
                "frames of 8 flows in bursts of 8, rulebook \(rules.rawValue), mode \(mode.rawValue)"
            ) { stock, packets in
                var settings = ReceiveSettings(sessions: 8).under(rules)
                settings.offload.mode = mode
                return FrameWorkload(
                    stock.frames(.eightByEight(.short), packets: packets), Pipeline(settings), packets: packets)
            }
        }
    }
}
