import Offload
import Packet
import Queues
import Receive
import Replay
import Settings
import Timing

/// An example of what the receive path does in time: frames with the times at which they arrive in, deliveries with
/// their times out.
///
///     ClockScenario("the interrupt is put off", "rx-usecs=1", ["0 A s0 100", "400 A s100 100"], ["0+1 poll-end @1000"])
///
/// Times are in nanoseconds. A step is a time and a packet (see `PacketNotation`), or `turn` and settings. Settings are
/// those of the options of time, `cost=I,P,F,S,D,B`, and what `TestSettings` knows. A delivery is its frames, its reason,
/// and when it was delivered; in brackets the parts of its first packet's latency. A last line `= polls=2` compares
/// counters. It has one queue and takes frames as they come, unless told otherwise: `rx-usecs` is 0.
public struct ClockScenario: Sendable, CustomStringConvertible {
    /// What it shows.
    public let title: String
    private let settings: String
    private let steps: [String]
    private let expected: [String]

    /// An example.
    public init(_ title: String, _ settings: String, _ steps: [String], _ expected: [String]) {
        (self.title, self.settings, self.steps, self.expected) = (title, settings, steps, expected)
    }

    /// The title.
    public var description: String { title }

    /// What comes out, in the notation of what is expected.
    ///
    /// - Throws: What of the notation cannot be read.
    public func mismatch() throws -> String? {
        var rig = try Self.run(settings, steps)
        rig.finish()
        var lines = rig.delivered.map(line)
        if let last = expected.last, last.hasPrefix("=") { lines.append(counters(rig.pipeline, like: last)) }
        return lines == expected ? nil : "\(lines), not \(expected)"
    }

    /// The settings of an example.
    public static func settings(_ text: String) throws -> ReceiveSettings {
        var start = ReceiveSettings()
        (start.queues, start.rxUsecs, start.clock.arrivals) = (1, 0, .asRecorded)
        try read(text, into: &start)
        return start
    }

    /// A receive path that has taken the steps of an example, and has not come to the end of the source.
    public static func run(_ settings: String, _ steps: [String]) throws -> ClockHarness {
        var rig = ClockHarness(try self.settings(settings))
        for step in steps {
            let words = step.split(separator: " ", maxSplits: 1).map(String.init)
            if words[0] == "turn" {
                var new = rig.pipeline.settings
                try read(words[1], into: &new)
                rig.apply(new)
                continue
            }
            guard let time = Int64(words[0]) else { throw NotationError(step) }
            for frame in try PacketNotation.frames(words[1], link: .ethernet) { rig.take(frame, time: time) }
        }
        return rig
    }

    private func line(_ packet: DeliveredPacket) -> String {
        let frames = packet.frames.map { "\($0)" }.joined(separator: "+")
        let name = "\(frames) \(packet.delivery.reason.id)"
        guard let times = packet.times, let first = times.latencies.first else { return name }
        let line = "\(name) @\(times.at)"
        guard expected.contains(where: { $0.hasSuffix("]") && $0.hasPrefix(frames + " ") }) else { return line }
        return "\(line) [\(first.moderation) \(first.ring) \(first.held) \(first.delivery)]"
    }

    private func counters(_ pipeline: Pipeline, like expected: String) -> String {
        let names = expected.dropFirst().split(separator: " ").map { $0.prefix { $0 != "=" } }
        let queues = pipeline.clock?.cpus.flatMap(\.queues) ?? []
        func sum(_ path: KeyPath<QueueClock, Int>) -> Int { queues.reduce(0) { $0 + $1[keyPath: path] } }
        let texts = names.map { name in
            let value =
                switch name {
                case "polls": sum(\.polls)
                case "empty": sum(\.emptyPolls)
                case "full": sum(\.fullPolls)
                case "interrupts": sum(\.interrupts)
                case "timer": sum(\.timerInterrupts)
                case "dropped": sum(\.dropped)
                case "end": Int(pipeline.clock?.end ?? -1)
                case "busy": Int(pipeline.clock?.cpus.reduce(0) { $0 + $1.busy } ?? -1)
                default: -1
                }
            return "\(name)=\(value)"
        }
        return "= " + texts.joined(separator: " ")
    }

    private static func read(_ text: String, into settings: inout ReceiveSettings) throws {
        var rest = TestSettings(settings)
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw NotationError(text) }
            if parts[0] == "moderation", let moderation = Moderation(rawValue: parts[1]) {
                rest.receive.clock.moderation = moderation
            } else if parts[0] == "cost" {
                let numbers = parts[1].split(separator: ",").compactMap { Int64($0) }
                guard numbers.count == 6 else { throw NotationError(text) }
                rest.receive.clock.costs = Costs(
                    interrupt: numbers[0], poll: numbers[1], frame: numbers[2], skb: numbers[3], delivery: numbers[4],
                    bytePicoseconds: numbers[5])
            } else if let setting = Setting(rawValue: parts[0]), Setting.timed.contains(setting),
                let value = setting.value(of: parts[1]) ?? Int(parts[1])
            {
                rest.receive[setting] = value
            } else {
                try rest.read(String(word))
            }
        }
        settings = rest.receive
    }
}

extension TestSettings {
    /// The settings that are there already.
    fileprivate init(_ receive: ReceiveSettings) { self.receive = receive }
}
