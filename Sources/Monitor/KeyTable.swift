import Receive
import Screen

/// A line of the key table: what keys mean, for dispatch, footer and help alike.
public struct KeyBinding: Sendable {
    /// What belongs together in the help.
    public enum Group: String, CaseIterable, Sendable {
        case run, knobs, table, view
    }

    /// The keys, the one to show first.
    public var keys: [Key]
    /// What they do.
    public var action: Action
    /// Where it stands in the help.
    public var group: Group
    /// One or two words for the footer, or nil where it has no place.
    public var label: String?
    /// What it does, in a line of the help.
    public var help: String
}

/// What every key means.
public enum KeyTable {
    /// All bindings, in the order of the help and the footer.
    public static let bindings: [KeyBinding] = [
        .init(
            keys: [.character(" ")], action: .toggleRunning, group: .run, label: "run",
            help: "run at the pace, or pause"),
        .init(
            keys: [.character("n"), .function(8)], action: .stepRound, group: .run, label: "round",
            help: "go on until a poll round ends"),
        .init(
            keys: [.character("s"), .function(7)], action: .stepFrame, group: .run, label: "frame",
            help: "take one frame"),
        .init(keys: [.character("{")], action: .pace(-1), group: .run, help: "slower"),
        .init(keys: [.character("}")], action: .pace(1), group: .run, help: "faster"),
        .init(
            keys: [.character("a")], action: .pick(.maxAggr), group: .knobs,
            help: "pick max-aggr, the packets in an aggregate; again: type a number"),
        .init(
            keys: [.character("e")], action: .pick(.sessions), group: .knobs,
            help: "pick sessions, open at once in a queue; again: type a number"),
        .init(
            keys: [.character("p")], action: .pick(.budget), group: .knobs,
            help: "pick budget, the frames of a poll round; again: type a number"),
        .init(
            keys: [.character("+"), .character("=")], action: .turn(1), group: .knobs, help: "turn the picked knob up"),
        .init(keys: [.character("-")], action: .turn(-1), group: .knobs, help: "turn the picked knob down"),
        .init(keys: [.backspace], action: .reset, group: .knobs, help: "give the picked knob its default"),
        .init(keys: [.up, .character("k")], action: .scroll(-1), group: .table, help: "move the table up"),
        .init(keys: [.down, .character("j")], action: .scroll(1), group: .table, help: "move the table down"),
        .init(keys: [.pageUp], action: .scroll(-10), group: .table, help: "ten rows up"),
        .init(keys: [.pageDown], action: .scroll(10), group: .table, help: "ten rows down"),
        .init(
            keys: [.character("?"), .function(1)], action: .help, group: .view, label: "help",
            help: "show the keys, or leave"),
        .init(keys: [.escape], action: .close, group: .view, help: "close what was opened last"),
        .init(
            keys: [.character("q"), .function(10), .control("c")], action: .quit, group: .view, label: "quit",
            help: "leave the program"),
    ]

    /// What a key means, or nil.
    public static func action(of key: Key) -> Action? {
        bindings.first { $0.keys.contains(key) }?.action
    }
}
