import Foundation

/// A terminal at the end of a line that carries so many bytes a second, with the program on it.
///
/// The line stops where nobody reads: time passes for it only in `wait`.
final class SlowLine {
    /// How the terminal answers the request that a frame ends with.
    enum Answers {
        case whole
        /// In two pieces, a moment apart.
        case split
        case never
    }

    /// What has arrived.
    private(set) var arrived: [UInt8] = []

    private let bytesPerSecond: Double
    private let answers: Answers
    private let terminal: Int32
    private let process: CommandLineProcess
    private var answered = 0
    /// TIOCSPTLCK and TIOCGPTN.
    private static let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    private static let request = Array("\u{1B}[5n".utf8)

    init(_ arguments: [String], bytesPerSecond: Double, answers: Answers, width: UInt16 = 80, height: UInt16 = 24)
        throws
    {
        self.bytesPerSecond = bytesPerSecond
        self.answers = answers
        terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, UInt32) = (0, 0)
        guard terminal >= 0, ioctl(terminal, Self.lock, &locked) == 0, ioctl(terminal, Self.number, &number) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        let path = "/dev/pts/\(number)"
        var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
        _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
        let environment = [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": "/nonexistent",
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
        ]
        process = try CommandLineProcess(
            CommandLineBinary.path, arguments, environment, streams: [path, path, path], hasTerminal: true)
    }

    deinit { close(terminal) }

    /// How often the program asked.
    private(set) var requests = 0

    /// How the program ended, once it has.
    var ending: CommandLineRun.Ending? { process.hasEnded ? process.ending : nil }

    func press(_ keys: String) { write(keys) }

    /// Lets bytes arrive until it is as wanted; false when it was not within so many bytes more and some patience.
    func wait(bytes limit: Int = .max, until isThere: (ArraySlice<UInt8>) throws -> Bool) rethrows -> Bool {
        let start = arrived.count
        var (last, due) = (Date(), 0.0)
        return try Deadline.wait(seconds: TmuxTerminal.patience) {
            due = min(due + Date().timeIntervalSince(last) * bytesPerSecond, bytesPerSecond / 20)
            last = Date()
            due -= Double(read(Int(due)))
            return try isThere(arrived[start...]) || arrived.count - start > limit
        } && arrived.count - start <= limit
    }

    /// Lets time pass.
    func pass(seconds: Double) {
        let end = Date(timeIntervalSinceNow: seconds)
        _ = wait { _ in Date() >= end }
    }

    /// The text among the bytes, without what moves the cursor or sets styles.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).replacing(/\u{1B}\[[0-9;?]*[@-~]|\u{1B}\([0B]/, with: "")
    }

    private func read(_ limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = max(0, Foundation.read(terminal, &buffer, limit))
        let seen = max(0, arrived.count - Self.request.count + 1)
        arrived += buffer.prefix(count)
        requests += Self.count(Self.request, in: arrived[seen...])
        guard count > 0, answers != .never else { return count }
        while answered < requests {
            answered += 1
            write(answers == .split ? "\u{1B}" : "\u{1B}[0n")
            if answers == .split {
                // Longer than curses waits for the rest of a key.
                usleep(35_000)
                write("[0n")
            }
        }
        return count
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.write(terminal, bytes, bytes.count)
    }

    private static func count(_ part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
        bytes.indices.filter { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }.count
    }
}
