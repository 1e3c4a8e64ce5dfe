import Config
import Foundation
import Frames
import Intake
import Receive
import Screen
import Settings
import TestSupport
import Testing
import Timing

/// Whole screens, compared with files: the text, and below it the role of each cell.
///
/// With LRO_TOP_RECORD=1 in the environment the files are written anew; look at the difference before it is kept.
@Suite struct GoldenTests {
    /// A view, and the keys that lead to it.
    struct View: CustomTestStringConvertible, Sendable {
        let name: String
        let keys: String
        var capture = "fuzz08.pcap"
        var queues = 4
        /// What is received instead of the capture.
        var packets: [String] = []
        /// Whether they come as a capture has them: received by somebody, and merged.
        var isCaptured = false
        /// The flush policy, where the capture's frames arrive as they were recorded.
        var flush: FlushPolicy?
        /// What is set up in time, in the words of a `ClockScenario`, and the nanoseconds between these packets.
        var time: (settings: String, interval: Int64)?
        var testDescription: String { name }
    }

    static let views = [
        View(name: "start", keys: ""),
        View(name: "rounds", keys: "n*4 s*20"),
        View(name: "knobs", keys: "n*2 e + p 1 2 8 p 1 2"),
        View(name: "flows", keys: "n*5 f > > > > down"),
        View(name: "filter", keys: "n*5 f / g a p enter"),
        View(name: "events", keys: "n*3 s*9 tab z up*3"),
        View(name: "row", keys: "n*5 f > > > > enter"),
        View(name: "event", keys: "n*3 s*30 tab up*2 enter"),
        View(name: "gro", keys: "R R n*4 s*20"),
        View(name: "gro-event", keys: "R R n*3 s*30 tab up*2 enter"),
        View(name: "help", keys: "?"),
        View(name: "warnings", keys: "n*9 tick*150 !", packets: ["A s0 3000", "B s0 10", "A' s0 10"]),
        View(
            name: "account", keys: "n*9 tick*150 tab up*6",
            packets: ["A s0 1448 x3", "A s4344 4344 x4", "A s21720 2896 x3", "A' s0 0 x4"], isCaptured: true),
        View(
            name: "account-row", keys: "n*9 f enter",
            packets: ["A s0 1448 x3", "A s4344 4344 x4", "A s21720 2896 x3", "A' s0 0 x4"], isCaptured: true),
        View(
            name: "timeline", keys: "n*9 enter enter", packets: timedPackets,
            time: ("flush=timeout=100 rx-usecs=20 cost=500,200,900,100,400,0", 9_000)),
        View(
            name: "timeline-all", keys: "n*9 f enter enter f up*3 +", packets: timedPackets,
            time: ("moderation=gap rx-usecs=40 budget=2 ring=3 cost=3000,200,4000,100,400,0", 5_000)),
        View(name: "timeline-untimed", keys: "n*3 enter enter"),
        View(name: "queues", keys: "n*5", queues: 16),
        View(name: "clock", keys: "n*40", capture: "11-vlan-start.pcap", queues: 1, flush: .timeout(500)),
        View(name: "clock-queues", keys: "n*6 i 2 5 0 enter n*8", capture: "11-vlan-start.pcap", flush: .pollEnd),
        View(name: "clock-rows", keys: "n*40 f > > >", capture: "11-vlan-start.pcap", queues: 16, flush: .idle),
        View(
            name: "clock-row", keys: "n*99 f > > > enter", capture: "11-vlan-start.pcap", queues: 1,
            flush: .timeout(500)),
        View(name: "clock-flush", keys: "n*9 L", capture: "11-vlan-start.pcap", queues: 2, flush: .timeout(500)),
        View(name: "clock-off", keys: "n*9 T", capture: "11-vlan-start.pcap", queues: 2, flush: .timeout(500)),
        View(name: "end", keys: "n*99", capture: "11-vlan-start.pcap", queues: 1),
    ]
    private static let timedPackets = ["A s0 1448 x9", "B s0 10", "A s13032 1448 x2", "A s18824 1448 x8", "B s10 10"]
    static let sizes = [(200, 60), (120, 40), (80, 24), (60, 15)]

    @Test(arguments: views, sizes)
    func screen(_ view: View, _ size: (Int, Int)) throws {
        let canvas = try canvas(view, size)
        try compare(canvas.text + "\n" + canvas.roles, with: "\(view.name)-\(size.0)x\(size.1)")
    }

    @Test(arguments: sizes)
    func ascii(_ size: (Int, Int)) throws {
        let canvas = try canvas(Self.views[1], size).ascii()
        #expect(canvas.text.utf8.allSatisfy { $0 < 0x80 })
        try compare(canvas.text, with: "ascii-\(size.0)x\(size.1)")
    }

    /// Without colours, what matters is still told apart: each attribute has a letter.
    @Test(arguments: sizes)
    func mono(_ size: (Int, Int)) throws {
        let canvas = try canvas(Self.views[1], size)
        let mono = try ThemeShelf(folder: nil).theme("mono")
        let lines = (0..<canvas.height).map { y in
            String((0..<canvas.width).map { x in Self.letter(mono[canvas[x, y].role].attributes) })
        }
        try compare(lines.joined(separator: "\n") + "\n", with: "mono-\(size.0)x\(size.1)")
    }

    @Test(arguments: sizes)
    func asciiTimeline(_ size: (Int, Int)) throws {
        let view = try #require(Self.views.first { $0.name == "timeline" })
        let canvas = try canvas(view, size).ascii()
        #expect(canvas.text.utf8.allSatisfy { $0 < 0x80 } && !canvas.text.contains("?  "))
        try compare(canvas.text, with: "ascii-timeline-\(size.0)x\(size.1)")
    }

    private static func letter(_ attributes: Attributes) -> Character {
        if attributes.contains(.reverse) { return "R" }
        if attributes.contains(.bold) { return "B" }
        if attributes.contains(.underline) { return "U" }
        return attributes.contains(.dim) ? "d" : "."
    }

    private func canvas(_ view: View, _ size: (Int, Int)) throws -> Canvas {
        var stage = try stage(view, size)
        let canvas = try stage.screen(view.keys)
        #expect((canvas.width, canvas.height) == size)
        return canvas
    }

    private func stage(_ view: View, _ size: (width: Int, height: Int)) throws -> MonitorHarness {
        if let flush = view.flush {
            return try MonitorHarness(
                inTime: view.capture, width: size.width, height: size.height, queues: view.queues
            ) { ($0.flushPolicy, $0.clock.costs, $0.clock.cpus) = (flush, Costs(frame: 20_000), 1) }
        }
        guard !view.packets.isEmpty else {
            return try MonitorHarness(view.capture, width: size.width, height: size.height, queues: view.queues)
        }
        let settings = try view.time.map { try ClockScenario.settings($0.settings) } ?? ReceiveSettings()
        return MonitorHarness(try source(view), settings, width: size.width, height: size.height)
    }

    private func source(_ view: View) throws -> any FrameSource {
        var packets = try TestSource(view.packets)
        if let time = view.time { packets.interval = time.interval }
        return view.isCaptured ? try IntakeSource(packets, IntakeOptions()) : packets
    }

    private func compare(_ screen: String, with name: String) throws {
        let url = Folders.tests.appending(path: "MonitorTests/Golden/\(name).txt")
        if ProcessInfo.processInfo.environment["LRO_TOP_RECORD"] == "1" {
            try screen.write(to: url, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(screen == golden, "\(name) is not what it was:\n\(screen)")
    }
}
