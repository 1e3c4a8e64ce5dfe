import Capture
import Foundation
import Frames
import Intake
import Monitor
import Receive
import Replay
import Screen
import Settings
import TestSupport
import Timing

/// A monitor on a stage: keys in, screens out, on a capture that comes with the tests.
struct MonitorHarness {
    private(set) var rehearsal: HeadlessMonitor

    /// A monitor of a capture, 80x24 if not told otherwise, with a clock if its settings are told (see `ClockScenario`).
    init(_ capture: String = "fuzz08.pcap", width: Int = 80, height: Int = 24, queues: Int = 4, time: String? = nil)
        throws
    {
        let path = Folders.tests.appending(path: "Support/Captures").appending(path: capture).path
        var settings = try time.map(ClockScenario.settings) ?? ReceiveSettings()
        settings.queues = queues
        try self.init(CaptureSource(path: path), settings, width: width, height: height)
    }

    /// A monitor of a capture whose frames arrive as they were recorded, or, from the first key on, in another way.
    init(
        inTime capture: String, width: Int = 80, height: Int = 24, queues: Int = 1,
        _ change: (inout ReceiveSettings) -> Void = { _ in }
    ) throws {
        let path = Folders.tests.appending(path: "Support/Captures").appending(path: capture).path
        var settings = ReceiveSettings()
        (settings.queues, settings.clock.arrivals) = (queues, .asRecorded)
        change(&settings)
        let source = try IntakeSource(CaptureSource(path: path), .untouched)
        self.init(source, settings, width: width, height: height)
    }

    /// A monitor of any source.
    init(_ source: any FrameSource, _ settings: ReceiveSettings, width: Int, height: Int) {
        let pipeline = Pipeline(settings, keepsDeliveries: true)
        rehearsal = HeadlessMonitor(Runner(source, pipeline, keepsRecentRounds: true), width: width, height: height)
    }

    /// The monitor's state.
    var model: Model { rehearsal.model }

    /// Presses keys, written as for `--keys`.
    mutating func press(_ keys: String) throws {
        try rehearsal.take(KeyScript.parse(keys))
    }

    /// Presses a key.
    mutating func press(_ key: Key) { rehearsal.press(key) }

    /// Uses the mouse.
    mutating func point(_ mouse: Mouse) { rehearsal.point(mouse) }

    /// Presses keys and returns the screen.
    mutating func screen(_ keys: String = "") throws -> Canvas {
        try press(keys)
        return rehearsal.canvas()
    }
}
