import Offload
import Packet
import Replay
import Screen
import Snapshots

/// An event's packet, dissected, beside what the session of its flow expected; what differs is marked.
package struct EventDetailView {
    let place: Int?
    let events: [EventView]
    let rules: Rulebook

    /// The event at a place among some, under a rulebook.
    package init(place: Int?, events: [EventView], rules: Rulebook) {
        (self.place, self.events, self.rules) = (place, events, rules)
    }

    /// The packet.
    package var title: String { view.map { "packet #\($0.number)" } ?? "packet" }

    /// What happened, and the packet field by field.
    package var lines: [[Span]] {
        guard let place, let view else { return [[Span("There is no event.", .muted)]] }
        let sentence = Span(view.sentence, view.event.isVerdict ? .text : view.event.reason.role)
        guard let frame = view.frame else {
            return [[sentence], [], [Span("The packet is no longer remembered.", .muted)]]
        }
        return [[sentence], []]
            + PacketText(
                frame: frame, expected: Expectation(before: place, in: events),
                isOfEarlierSession: isOfOpenSession(view), rules: rules
            ).lines
    }

    /// Whether the packet of an event joined a session that was open, or broke it: one of an earlier round where its
    /// opening is not among the events.
    private func isOfOpenSession(_ view: EventView) -> Bool {
        events.contains {
            $0.event.frame == view.event.frame && ($0.event.kind == .appended || $0.event.kind == .broke)
        }
    }

    private var view: EventView? {
        place.flatMap { events.indices.contains($0) ? events[$0] : nil }
    }
}
