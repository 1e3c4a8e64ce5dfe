import Frames
import Offload
import Packet
import Receive
import Replay
import Settings

/// An event of a round, with what is needed to say it in words.
public struct EventView: Sendable {
    /// The event.
    public var event: Event
    /// The number in the capture of the frame that caused it.
    public var number: FrameNumber
    /// The frame that caused it, while it is remembered.
    public var frame: Descriptor?
    /// Packets in an aggregate at most when this happened, or nil where a later change hides it.
    public var maxAggr: Int?

    /// The most events that a snapshot holds.
    static let limit = 400

    /// The latest events of the round of `queue`.
    static func all(queue: Int, _ runner: Runner) -> [EventView] {
        guard runner.pipeline.queues.indices.contains(queue) else { return [] }
        let numbers = runner.numbers
        let state = runner.pipeline.queues[queue]
        let frames = runner.recentRounds?.frames[queue] ?? []
        let events = state.manager.log.events.suffix(limit)
        let isTuned = events.contains { $0.newMaxAggr != nil }
        let settings = state.manager.settings
        var maxAggr = isTuned || settings.rules.traits.aggregateLimit == .length ? nil : settings.maxAggr
        var place = 0
        return events.map { event in
            while place < frames.count, frames[place].index < event.frame { place += 1 }
            let frame = place < frames.count && frames[place].index == event.frame ? frames[place] : nil
            if settings.rules.traits.aggregateLimit == .count { maxAggr = event.newMaxAggr ?? maxAggr }
            let number = numbers?.number(of: event.frame) ?? FrameNumber(event.frame)
            return EventView(event: event, number: number, frame: frame, maxAggr: maxAggr)
        }
    }

    /// The event in words, without the packet: `appended to session 2 (21 of 32)`.
    public var sentence: String {
        switch event.kind {
        case .opened: "opened session \(event.slot)"
        case .appended:
            "appended to session \(event.slot) (\(event.second)" + (maxAggr.map { " of \($0))" } ?? ")")
        case .passed: "passed as \(event.reason.sentence(event.first, event.second))"
        case .broke: "session \(event.slot) ends with \(event.reason.sentence(event.first, event.second))"
        case .flushed:
            "flushed session \(event.slot): \(event.reason.id), "
                + (event.packets == 1 ? "1 packet" : "\(event.packets) packets") + ", \(event.first) bytes"
                + (event.alterations.isEmpty
                    ? "" : ", altered " + event.alterations.list.map(\.id).joined(separator: " "))
        case .roundEnded: "round ended: \(event.first) packets → \(event.second) delivered"
        case .tuned:
            Setting(number: event.first).map { "\($0.rawValue) set to \($0.text(Int(event.second)))" } ?? "tuned"
        }
    }
}

extension Event {
    /// The value that max-aggr was set to, when the event says so.
    fileprivate var newMaxAggr: Int? {
        kind == .tuned && first == Setting.maxAggr.number ? Int(second) : nil
    }
}
