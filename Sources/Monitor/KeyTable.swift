import Receive
import Screen

/// A line of the key table: what keys mean, for dispatch, footer and help alike.
public struct KeyBinding: Sendable {
    /// What belongs together in the help.
    public enum Group: String, CaseIterable, Sendable {
        case run, knobs, driver, move, table, view
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

    init(_ group: Group, _ keys: [Key], _ action: Action, _ help: String, label: String? = nil) {
        self.group = group
        self.keys = keys
        self.action = action
        self.help = help
        self.label = label
    }
}

/// What every key means.
public enum KeyTable {
    /// All bindings, in the order of the help and the footer.
    public static let bindings: [KeyBinding] = run + knobs + driver + move + table + view

    private static let run: [KeyBinding] = [
        .init(.run, [.character(" ")], .toggleRunning, "run at the pace, or pause", label: "run"),
        .init(.run, [.character("n"), .function(8)], .stepRound, "go on until a poll round ends", label: "round"),
        .init(.run, [.character("s"), .function(7)], .stepFrame, "take one frame", label: "frame"),
        .init(.run, [.character("{")], .pace(-1), "slower"),
        .init(.run, [.character("}")], .pace(1), "faster"),
    ]

    private static let knobs: [KeyBinding] = [
        .init(.knobs, [.character("a")], .pick(.maxAggr), "max-aggr: packets in an aggregate; again to type a number"),
        .init(.knobs, [.character("e")], .pick(.sessions), "sessions: open at once in a queue; again to type a number"),
        .init(.knobs, [.character("p")], .pick(.budget), "budget: frames of a poll round; again to type a number"),
        .init(.knobs, [.character("+"), .character("=")], .turn(1), "turn the picked knob up its ladder"),
        .init(.knobs, [.character("-")], .turn(-1), "turn it down"),
        .init(.knobs, [.backspace], .reset, "give it its default"),
        .init(.knobs, [.character("u")], .undo, "take back the latest change of a setting"),
    ]

    private static let driver: [KeyBinding] = [
        .init(.driver, [.character("M")], .mode, "mode: skb, or pages"),
        .init(.driver, [.character("R")], .rules, "rulebook: lro, or inet-lro"),
        .init(.driver, [.character("K")], .copybreak, "copybreak: type a number of bytes"),
    ]

    private static let move: [KeyBinding] =
        [
            .init(.move, [.up, .character("k")], .move(-1), "a row up"),
            .init(.move, [.down, .character("j")], .move(1), "a row down"),
            .init(.move, [.pageUp], .page(-1), "a screen up"),
            .init(.move, [.pageDown], .page(1), "a screen down"),
            .init(.move, [.character("g"), .home], .jump(toEnd: false), "to the first row"),
            .init(.move, [.character("G"), .end], .jump(toEnd: true), "to the last row"),
            .init(.move, [.tab], .focus(1), "to the next panel"),
            .init(.move, [.backTab], .focus(-1), "to the panel before"),
            .init(.move, [.character("."), .right, .character("l")], .nextQueue(1), "the rows of the next queue only"),
            .init(.move, [.character(","), .left, .character("h")], .nextQueue(-1), "the rows of the queue before"),
            .init(.move, [.character("0")], .queue(nil), "the rows of all queues"),
            .init(.move, [.character("z")], .zoom, "give the panel the whole screen, or its place back"),
            .init(.move, [.enter], .detail, "what is known of the row or event"),
        ]
        + (1...9).map { number in
            .init(
                .move, [.character(Character("\(number)"))], .queue(number - 1), "the rows of queue \(number - 1) only")
        }

    private static let table: [KeyBinding] = [
        .init(
            .table, [.character("/"), .function(4)], .filter, "filter: address, port, reason, queue", label: "filter"),
        .init(.table, [.character("f"), .function(2)], .flows, "flows, or sessions", label: "flows"),
        .init(.table, [.character(">"), .function(6)], .sort(1), "sort by the next column"),
        .init(.table, [.character("<")], .sort(-1), "sort by the column before"),
        .init(.table, [.character("r")], .reverse, "turn the order around"),
        .init(.table, [.character("F")], .follow, "let the selection follow its row"),
        .init(.table, [.character("o")], .freeze, "freeze the order of the rows"),
    ]

    private static let view: [KeyBinding] = [
        .init(.view, [.character("%")], .mouse, "take the mouse, or leave it to the terminal"),
        .init(.view, [.character("w"), .function(5)], .write, "write the screen and a snapshot to files"),
        .init(.view, [.character("?"), .function(1)], .help, "show the keys, or leave", label: "help"),
        .init(.view, [.escape], .close, "close what was opened last"),
        .init(.view, [.character("q"), .function(10), .control("c")], .quit, "leave the program", label: "quit"),
    ]

    /// What a key means, or nil.
    public static func action(of key: Key) -> Action? {
        bindings.first { $0.keys.contains(key) }?.action
    }
}
