import Offload
import Packet
import Receive

/// Something that happened in a round, with what is needed to say it in words.
public struct EventView: Sendable {
    /// What happened.
    public var event: Event
    /// The frame that caused it, while it is remembered.
    public var frame: Descriptor?
    /// Packets in an aggregate at most, when this happened or later.
    public var maxAggr: Int

    /// The most events that a snapshot holds.
    static let limit = 400

    /// The latest events of the round of `queue`.
    static func all(queue: Int, _ runner: Runner) -> [EventView] {
        guard runner.pipeline.queues.indices.contains(queue) else { return [] }
        let state = runner.pipeline.queues[queue]
        let frames = runner.journal?.frames[queue] ?? []
        var place = frames.count - 1
        var views: [EventView] = []
        for event in state.manager.record.events.suffix(limit).reversed() {
            while place >= 0, frames[place].index > event.frame { place -= 1 }
            let frame = place >= 0 && frames[place].index == event.frame ? frames[place] : nil
            views.append(EventView(event: event, frame: frame, maxAggr: state.manager.settings.maxAggr))
        }
        return views.reversed()
    }

    /// What happened, in words without the packet: `appended to session 2 (21 of 32)`.
    public var sentence: String {
        switch event.kind {
        case .opened: "opened session \(event.slot)"
        case .appended: "appended to session \(event.slot) (\(event.second) of \(maxAggr))"
        case .passed: "passed: \(event.reason.sentence(event.first, event.second))"
        case .broke: "session \(event.slot) ends with \(event.reason.sentence(event.first, event.second))"
        case .flushed:
            "flushed session \(event.slot): \(event.reason.id), "
                + (event.second == 1 ? "1 packet" : "\(event.second) packets") + ", \(event.first) bytes"
        case .roundEnded: "round ended: \(event.first) packets → \(event.second) delivered"
        case .tuned:
            Control(rawValue: event.first).map { "\($0.name) set to \($0.text(event.second))" } ?? "tuned"
        }
    }
}
