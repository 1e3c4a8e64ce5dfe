import Screen

/// The words on the screen that mean something else elsewhere, or nothing.
struct Glossary {
    /// The room for the lines.
    let width: Int

    private static let words = [
        ("session", "what a queue merges of one flow now: a descriptor of its LRO manager"),
        ("aggregate", "a packet that was merged of two or more"),
        ("ratio", "packets received for each packet delivered"),
        ("arrivals", "when frames reach the NIC: backlog, as the capture's stamps say, or at a rate"),
        ("backlog", "no clock, and every poll is full; no bound of what a host does"),
        ("hold", "under backlog: frames its queue received between a packet's arrival and its delivery"),
        ("latency", "with a clock: the time from a packet's arrival to its delivery, in four parts"),
        ("moderation", "m: from its arrival until the interrupt, which the NIC puts off, or the timer"),
        ("ring", "r: from there until a poll takes it from the ring"),
        ("held", "h: from there until its aggregate is to be delivered: in a session, or behind others"),
        ("delivery", "d: what the delivery itself takes; nothing without --cost"),
        ("budget", "frames of a poll round: one NAPI poll, weight 64; not net.core.netdev_budget"),
        ("altered", "what a merge does not keep: the packets that came cannot be cut out of it again"),
        ("late", "a duplicate that carries bytes not seen before: it was overtaken"),
        ("◆", "a setting was changed; the queues count since the latest change"),
    ]
    private static let notes = ["queue numbers are the model's: your NIC's RSS key differs"]
    private static let nameWidth = 13

    /// A heading, and each word with its meaning, in as many lines as that takes.
    var lines: [[Span]] {
        [[Span("words", .header)]]
            + Self.words.flatMap { name, meaning in
                TextWidth.wrap(meaning, to: max(1, width - Self.nameWidth)).enumerated().map { place, line in
                    [Span(TextWidth.pad(place == 0 ? "  \(name)" : "", to: Self.nameWidth), .key), Span(line)]
                }
            } + Self.notes.map { [Span("  \($0)", .warning)] }
    }
}
