import Monitor
import Receive
import Replay
import Screen
import Settings
import Traffic

extension Case {
    /// The monitor's drawing.
    static let screen: [Case] = [
        Case("screen/200x60", "draw the monitor of mixed traffic", unit: .screen, record: nil) { _, packets in
            try ScreenWorkload(width: 200, height: 60, draws: min(200, max(1, packets / 1024)))
        }
    ]
}

/// A screen that is drawn again and again, its run paused.
struct ScreenWorkload: Workload {
    private let model: Model
    private let width: Int
    private let height: Int
    private let draws: Int
    /// The screen as it was drawn last.
    private(set) var canvas = Canvas(width: 0, height: 0)

    /// A monitor some rounds into its run.
    init(width: Int, height: Int, draws: Int) throws {
        (self.width, self.height, self.draws) = (width, height, draws)
        let source = try TrafficSource.open("synthetic:mixed")
        let pipeline = Pipeline(ReceiveSettings(), keepsDeliveries: true)
        var rehearsal = HeadlessMonitor(
            Runner(source, pipeline, keepsRecentRounds: true), width: width, height: height)
        rehearsal.take(try KeyScript.parse("n*200"))
        model = rehearsal.model
    }

    mutating func run() -> Measure {
        var measure = Measure()
        measure.time(draws) {
            for _ in 0..<draws { canvas = model.draw(width: width, height: height) }
        }
        return measure
    }
}
