import Monitor
import Screen
import TestSupport
import Testing

/// Any keys on a screen of any size: nothing traps, and nothing is drawn outside.
@Suite struct StormTests {
    /// All keys but those that end the monitor, or write files.
    private static let keys: [Key] =
        KeyTable.bindings.filter { $0.action != .quit && $0.action != .record }.flatMap(\.keys)
        + "0123456789xyz:/.é漢".map { .character($0) } + [.enter, .escape, .backspace, .function(12)]

    @Test(arguments: 0..<8)
    func everySizeUnderAStorm(part: Int) throws {
        var random = SplitMix(seed: UInt64(part))
        for height in stride(from: part, through: 50, by: 8) {
            var stage = try MonitorHarness(
                "fuzz18.pcap", width: 80, height: height, queues: 1 + height % 16,
                time: part % 2 == 0 ? nil : "flush=timeout=100 rx-usecs=50 cost=500,200,900,100,400,0")
            for width in 0...160 {
                stage.press(Self.keys[Int(random.next() % UInt64(Self.keys.count))])
                let canvas = stage.model.draw(width: width, height: height)
                #expect(canvas.width == width && canvas.height == height, "seed \(part), \(width)x\(height)")
            }
        }
    }

    /// Any keys on the timeline, which is opened again and again.
    @Test(arguments: 0..<4)
    func aStormOnTheTimeline(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed) + 200)
        var stage = try MonitorHarness(
            "fuzz18.pcap", width: 100, height: 30,
            time: "flush=timeout=100 rx-usecs=50 ring=8 cost=500,200,900,100,400,0")
        for step in 0..<200 {
            if stage.model.page != .timeline {
                try stage.press(step % 3 == 0 ? "esc n*3 f enter enter" : "esc enter enter")
            }
            for _ in 0..<8 { stage.press(Self.keys[Int(random.next() % UInt64(Self.keys.count))]) }
            let (width, height) = (Int(random.next() % 160), Int(random.next() % 50))
            let canvas = stage.model.draw(width: width, height: height)
            #expect(canvas.width == width && canvas.height == height, "seed \(seed), \(width)x\(height)")
        }
    }

    @Test(arguments: 0..<4)
    func aLongStorm(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed) + 100)
        var stage = try MonitorHarness("fuzz08.pcap", width: 100, height: 30)
        for step in 0..<600 {
            if random.next() % 8 == 0 {
                stage.point(.press(x: Int(random.next() % 110) - 5, y: Int(random.next() % 40) - 5))
            } else {
                stage.press(Self.keys[Int(random.next() % UInt64(Self.keys.count))])
            }
            if step % 20 == 0 {
                let canvas = try stage.screen()
                #expect(
                    canvas.text.split(separator: "\n", omittingEmptySubsequences: false).count == 31, "seed \(seed)")
            }
        }
    }
}
