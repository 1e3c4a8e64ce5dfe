import Offload
import Receive

/// An example of what a receive path does: packets in, deliveries out, under each rulebook.
///
///     Scenario("a gap flushes", packets: ["A s0 100", "A s300 100"], both: ["0 gap", "1 gap"])
///
/// Steps are packets (see `PacketNotation`), or between two of them `turn max-aggr=2` (a knob) and `set mode=pages`
/// (settings). A delivery is its frames, counted from 0, and its reason, then any fields to compare (see
/// `DeliveryNotation`): `0+1 poll-end flags=P. len=240`. A last line `= no_desc=1` compares counters.
public struct Scenario: Sendable, CustomStringConvertible {
    /// What it shows.
    public let title: String
    /// The settings, as in `TestSettings`.
    public let settings: String
    /// The packets and changes.
    public let steps: [String]
    /// The deliveries of each rulebook.
    public let expected: [Rulebook: [String]]

    /// An example whose deliveries depend on the rulebook of LRO.
    public init(_ title: String, _ settings: String = "", packets: [String], inetLRO: [String], lro: [String]) {
        self.title = title
        self.settings = settings
        steps = packets
        expected = [.inetLRO: inetLRO, .lro: lro]
    }

    /// An example of what both rulebooks of LRO do.
    public init(_ title: String, _ settings: String = "", packets: [String], both: [String]) {
        self.init(title, settings, packets: packets, inetLRO: both, lro: both)
    }

    /// An example of what only `lro` is about.
    public init(_ title: String, _ settings: String = "", packets: [String], lro: [String]) {
        self.title = title
        self.settings = settings
        steps = packets
        expected = [.lro: lro]
    }

    /// An example of what `gro` does, and the rules of 2007 with the same packets.
    public init(_ title: String, _ settings: String = "", packets: [String], gro: [String], inetLRO: [String]) {
        self.title = title
        self.settings = settings
        steps = packets
        expected = [.gro: gro, .inetLRO: inetLRO]
    }

    /// An example of what only `gro` is about.
    public init(_ title: String, _ settings: String = "", packets: [String], gro: [String]) {
        self.title = title
        self.settings = settings
        steps = packets
        expected = [.gro: gro]
    }

    /// This example over IPv6, of which `gro` makes the same and `inet-lro` passes each by itself.
    public func overIPv6() throws -> Scenario {
        let packets = steps.map { "\($0) v6" }
        let count = try packets.reduce(0) { try $0 + PacketNotation.frames($1, link: .ethernet).count }
        return Scenario(
            "\(title), IPv6", settings, packets: packets, gro: expected[.gro] ?? [],
            inetLRO: (0..<count).map { "\($0) ipv6" })
    }

    /// The title.
    public var description: String { title }

    /// What does not come out as expected, and what must hold of every run and does not; empty when all is well.
    public func mismatches() throws -> [String] {
        try Rulebook.allCases.flatMap { rules -> [String] in
            guard let expected = expected[rules] else { return [] }
            let rig = try run(rules)
            let lines = lines(of: rig, like: expected)
            let faults = Invariants(rig).violations
            return (lines == expected ? [] : ["\(rules.rawValue): \(lines), not \(expected)"]) + faults
                + (try fastPathDifference(rules).map { ["\(rules.rawValue), frames as they lie in memory: \($0)"] }
                    ?? [])
        }
    }

    /// The deliveries in the notation, with the fields that the expectation names.
    private func lines(of rig: PipelineHarness, like expected: [String]) -> [String] {
        var lines = rig.delivered.enumerated().map { number, packet in
            DeliveryNotation.line(packet, like: number < expected.count ? expected[number] : "", in: rig)
        }
        if let last = expected.last, last.hasPrefix("=") {
            lines.append(DeliveryNotation.counters(rig.pipeline, like: last))
        }
        return lines
    }

    /// In what a receive path that takes the frames as they lie in memory differs from one that takes their
    /// descriptors; nil when both come to the same.
    private func fastPathDifference(_ rules: Rulebook) throws -> String? {
        var settings = try TestSettings(settings, rules: rules)
        var raw = Pipeline(settings.receive)
        var parsed = raw
        var frames: [TestFrame] = []
        for step in steps {
            if let change = Self.change(step) {
                try settings.read(change)
                raw.apply(settings.receive)
                parsed.apply(settings.receive)
            } else {
                let first = frames.count
                frames += try PacketNotation.frames(step, link: settings.link)
                raw.take(raw: frames[first...], parser: settings.parser)
                parsed.take(parsed: frames[first...], parser: settings.parser)
            }
        }
        raw.finish()
        parsed.finish()
        return raw.difference(from: parsed)
    }

    /// The settings that a step changes, or nil when it is a packet.
    private static func change(_ step: String) -> String? {
        for verb in ["turn ", "set "] where step.hasPrefix(verb) { return String(step.dropFirst(verb.count)) }
        return nil
    }

    /// Sends the packets through a receive path, to the end.
    public func run(_ rules: Rulebook) throws -> PipelineHarness {
        var settings = try TestSettings(settings, rules: rules)
        var rig = PipelineHarness(settings)
        for step in steps {
            if let change = Self.change(step) {
                try settings.read(change)
                rig.apply(settings.receive)
            } else {
                for frame in try PacketNotation.frames(step, link: settings.link) { rig.take(frame) }
            }
        }
        rig.finish()
        return rig
    }
}
