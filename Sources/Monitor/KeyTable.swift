import Receive
import Screen

/// A line of the key table: what keys mean, for dispatch, footer and help alike.
public struct KeyBinding: Sendable {
    /// What belongs together in the help.
    public enum Group: String, CaseIterable, Sendable {
        case run, source, knobs, driver, move, table, view
    }

    /// The name of the action in the config file; it stays the same.
    public var id: String
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

    init(_ id: String, _ group: Group, _ keys: [Key], _ action: Action, _ help: String, label: String? = nil) {
        self.id = id
        self.group = group
        self.keys = keys
        self.action = action
        self.help = help
        self.label = label
    }
}

/// What every key means unless the user has other wishes (see KeyMap).
public enum KeyTable {
    /// All bindings, in the order of the help and the footer.
    public static let bindings: [KeyBinding] = run + source + knobs + driver + move + table + view

    private static let run: [KeyBinding] = [
        .init("run", .run, [.character(" ")], .run(.toggleRunning), "run at the pace, or pause", label: "run"),
        .init(
            "step-round", .run, [.character("n"), .function(8)], .run(.stepRound), "go on until a poll round ends",
            label: "round"),
        .init("step-frame", .run, [.character("s"), .function(7)], .run(.stepFrame), "take one frame", label: "frame"),
        .init("slower", .run, [.character("{")], .run(.changePace(.backward)), "slower"),
        .init("faster", .run, [.character("}")], .run(.changePace(.forward)), "faster"),
    ]

    private static let source: [KeyBinding] = [
        .init(
            "receiver", .source, [.character("D")], .run(.nextReceiver),
            "the receiving side: begin anew with the next that comes into question"),
        .init(
            "arrivals", .source, [.character("T")], .run(.toggleClock),
            "arrivals: backlog or in time, from the first frame"),
        .init(
            "warnings", .source, [.character("!")], .warnings, "the warnings, and what would help, or leave",
            label: "warnings"),
    ]

    private static let knobs: [KeyBinding] = [
        .init(
            "pick-max-aggr", .knobs, [.character("a")], .pick(.maxAggr),
            "max-aggr: packets in an aggregate (gro: its size); again to type a number"),
        .init(
            "pick-sessions", .knobs, [.character("e")], .pick(.sessions),
            "sessions: open at once in a queue; again to type a number"),
        .init(
            "pick-budget", .knobs, [.character("p")], .pick(.budget),
            "budget: frames of a poll round; again to type a number"),
        .init(
            "turn-up", .knobs, [.character("+"), .character("=")], .turn(.forward),
            "turn the picked knob up its ladder; in a timeline: zoom"
        ),
        .init("turn-down", .knobs, [.character("-")], .turn(.backward), "turn it down"),
        .init("reset", .knobs, [.backspace], .reset, "give it its default; in a timeline: the latest packets again"),
        .init("undo", .knobs, [.character("u")], .run(.undo), "take back the latest change of a setting"),
    ]

    private static let driver: [KeyBinding] = [
        .init("mode", .driver, [.character("M")], .run(.next(.mode)), "mode: skb, or pages"),
        .init("rules", .driver, [.character("R")], .run(.next(.rules)), "rulebook: lro, inet-lro, or gro"),
        .init("copybreak", .driver, [.character("K")], .type(.copybreak), "copybreak: type a number of bytes"),
        .init("flush", .driver, [.character("L")], .type(.flush), "with a clock, flush policy: type one"),
        .init("rx-usecs", .driver, [.character("i")], .type(.rxUsecs), "with a clock, rx-usecs: type a number"),
        .init("rx-frames", .driver, [.character("I")], .type(.rxFrames), "with a clock, rx-frames: type a number"),
    ]

    private static let move: [KeyBinding] =
        [
            .init("up", .move, [.up, .character("k")], .move(.backward), "a row up"),
            .init("down", .move, [.down, .character("j")], .move(.forward), "a row down"),
            .init("page-up", .move, [.pageUp], .page(.backward), "a screen up"),
            .init("page-down", .move, [.pageDown], .page(.forward), "a screen down"),
            .init("first", .move, [.character("g"), .home], .jump(toEnd: false), "to the first row"),
            .init("last", .move, [.character("G"), .end], .jump(toEnd: true), "to the last row"),
            .init("next-panel", .move, [.tab], .focus(.forward), "to the next panel"),
            .init("previous-panel", .move, [.backTab], .focus(.backward), "to the panel before"),
            .init(
                "next-queue", .move, [.character("."), .right, .character("l")], .nextQueue(.forward),
                "the rows of the next queue only; in a timeline: later"),
            .init(
                "previous-queue", .move, [.character(","), .left, .character("h")], .nextQueue(.backward),
                "the rows of the queue before; in a timeline: earlier"),
            .init("all-queues", .move, [.character("*")], .queue(nil), "the rows of all queues"),
            .init("zoom", .move, [.character("z")], .zoom, "give the panel the whole screen, or its place back"),
            .init("detail", .move, [.enter], .detail, "what is known of the row or event; again: the row's timeline"),
        ]
        + (0...9).map { (number: Int) in
            .init(
                "queue-\(number)", .move, [.character(Character("\(number)"))], .queue(number),
                "the rows of queue \(number) only; again for all")
        }

    private static let table: [KeyBinding] = [
        .init(
            "filter", .table, [.character("/"), .function(4)], .filter, "filter: address, port, reason, queue",
            label: "filter"),
        .init(
            "flows", .table, [.character("f"), .function(2)], .flows,
            "flows, or sessions; in a timeline: all packets of the queue", label: "flows"),
        .init("sort-next", .table, [.character(">"), .function(6)], .sort(.forward), "sort by the next column"),
        .init("sort-previous", .table, [.character("<")], .sort(.backward), "sort by the column before"),
        .init("reverse", .table, [.character("r")], .reverse, "turn the order around"),
        .init("follow", .table, [.character("F")], .follow, "let the selection follow its row"),
        .init("freeze", .table, [.character("o")], .freeze, "freeze the order of the rows"),
    ]

    private static let view: [KeyBinding] = [
        .init("theme", .view, [.character("t")], .nextTheme, "the next theme"),
        .init("mouse", .view, [.character("%")], .mouse, "take the mouse, or leave it to the terminal"),
        .init("write", .view, [.character("w"), .function(5)], .write, "write the screen and a snapshot to files"),
        .init(
            "record", .view, [.character("W")], .record,
            "write what is delivered from now on to a capture, or stop"),
        .init("help", .view, [.character("?"), .function(1)], .help, "show the keys, or leave", label: "help"),
        .init("close", .view, [.escape], .close, "close what was opened last"),
        .init(
            "quit", .view, [.character("q"), .function(10), .control("c")], .quit, "leave the program", label: "quit"),
    ]
}
