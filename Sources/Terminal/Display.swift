import CTerminal
import Glibc
import Screen

/// The terminal, taken over from its opening until it is closed or goes out of scope.
///
/// It is one for the process and belongs to the thread that opens it, which should be the main one. Keys come from
/// `/dev/tty`, so standard input stays free for data. Signals that end the process restore the terminal first.
public struct Display: ~Copyable {
    /// Wakes `wait` from other threads.
    public let waker: Waker
    /// How many colours the terminal has.
    public let colors: Int
    /// Whether it shows more than ASCII.
    public let isUTF8: Bool
    /// Whether everything is drawn in ASCII; at first, when the terminal shows nothing else.
    public var usesASCII: Bool { didSet { if usesASCII != oldValue { shown = nil } } }

    /// When to look again whether the terminal has taken all.
    private static let sendingTime = Duration.milliseconds(50)

    private let depth: ColorDepth
    private(set) var isOpen = true
    var decoder = KeyDecoder()
    var pacer: FramePacer
    /// When keys were read last.
    var lastRead = ContinuousClock.now
    var shown: Canvas?
    /// Whether a part of what was shown waits until the terminal takes more.
    var isSending = false
    private var theme: Theme?
    private var looks: [Role: Look] = [:]
    private var scalars: [UInt32] = []

    /// Takes over the terminal.
    public init(colorMode: ColorMode = .auto) throws(TerminalError) {
        let waker = try Waker()
        let reason = Int(ct_open())
        guard reason == CT_READY else { throw TerminalError(reason) }
        self.waker = waker
        colors = Int(ct_colors())
        isUTF8 = ct_is_utf8() != 0
        usesASCII = !isUTF8
        // https://no-color.org: set and not empty.
        let isRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        depth = colorMode.depth(ofTerminal: colors, isRefused: isRefused)
        pacer = FramePacer(bytesPerSecond: Int(ct_line_speed()), isAskable: ct_takes_requests() != 0)
    }

    deinit { ct_close() }

    /// Gives the terminal back as it was; after that nothing is drawn and nothing is read.
    public mutating func close() {
        guard isOpen else { return }
        _ = settle()
        isOpen = false
        ct_close()
    }

    /// The columns and rows of the terminal, with its origin at 0, 0.
    public var size: Rect {
        isOpen ? Rect(width: Int(ct_columns()), height: Int(ct_rows())) : Rect(width: 0, height: 0)
    }

    /// Lets the terminal report the mouse, or leaves the mouse to the terminal.
    public mutating func setMouse(_ isOn: Bool) {
        if isOpen { ct_set_mouse(isOn ? 1 : 0) }
    }

    /// When the canvas shown last has arrived at the terminal, at the latest; nil where it has.
    ///
    /// Whoever shows the next one before that keeps it waiting behind what is out of date, and so whatever a key does.
    public var nextFrame: ContinuousClock.Instant? { isSending ? .now + Self.sendingTime : pacer.nextFrame }

    /// Shows a canvas; only what differs from the one before is sent.
    ///
    /// Does not wait for the terminal; what it does not take at once is sent in `wait`.
    public mutating func present(_ canvas: Canvas, theme: Theme) {
        guard isOpen else { return }
        if theme != self.theme {
            self.theme = theme
            looks = Dictionary(
                uniqueKeysWithValues: Role.allCases.map { ($0, Look(theme.style(of: $0, depth: depth))) })
            shown = nil
        }
        let canvas = usesASCII ? canvas.ascii() : canvas
        if shown?.bounds != canvas.bounds {
            shown = nil
            ct_erase()
        }
        for y in 0..<canvas.height where shown.map({ !canvas.hasSameRow(y, as: $0) }) ?? true {
            for x in 0..<canvas.width where differs(canvas, x, y) { put(canvas, x, y) }
        }
        let now = ContinuousClock.now
        let asks = pacer.asks(at: now)
        let bytes = Int(ct_show(asks ? 1 : 0))
        if bytes > 0 { pacer.send(bytes: bytes, asking: asks, at: now) }
        isSending = ct_send() > 0
        shown = canvas
    }

    private func differs(_ canvas: Canvas, _ x: Int, _ y: Int) -> Bool {
        guard let shown else { return true }
        return shown[x, y] != canvas[x, y] || shown.marks(x: x, y: y) != canvas.marks(x: x, y: y)
    }

    private mutating func put(_ canvas: Canvas, _ x: Int, _ y: Int) {
        let cell = canvas[x, y]
        guard cell.part != .right, let look = looks[cell.role] else { return }
        scalars.removeAll(keepingCapacity: true)
        scalars.append(cell.scalar.value)
        scalars.append(contentsOf: canvas.marks(x: x, y: y).lazy.map(\.value))
        ct_style(look.foreground, look.background, look.attributes)
        ct_put(Int32(x), Int32(y), cell.part == .left ? 2 : 1, scalars, Int32(scalars.count))
    }
}

/// A style as the C side takes it.
private struct Look {
    let foreground: Int32
    let background: Int32
    let attributes: Int32

    init(_ style: Style) {
        foreground = style.foreground.index.map(Int32.init) ?? -1
        background = style.background.index.map(Int32.init) ?? -1
        attributes = Int32(style.attributes.rawValue)
    }
}
