import Foundation
import Testing

/// A terminal with a shell, made by a tmux server of its own that ends with it.
final class TmuxTerminal {
    /// Whether tmux is installed.
    static let isHere = (try? CommandLineRun(shell: "command -v tmux"))?.ending == .exit(0)

    /// How long a screen may take to come.
    static let patience = 20.0

    /// What the shell's screen shows before the program starts.
    static let before = "before the program"

    private let server = "lro-top-test-\(UUID().uuidString.prefix(8))"
    /// The server's socket is in it.
    private let folder: TemporaryFolder

    /// The command tmux, as this server's client.
    private var client: String {
        "env -u TMUX LC_ALL=C.UTF-8 TMUX_TMPDIR='\(folder.url.path)' tmux -L \(server)"
    }

    /// Opens a terminal of so many columns and rows, with a shell waiting in it.
    init(width: Int = 120, height: Int = 40) throws {
        folder = try TemporaryFolder()
        let environment = "env -u TMUX -u ENV LANG=C.UTF-8 LC_ALL=C.UTF-8 PS1='shell> '"
        // The terminal's own description where the system has it.
        let name = "$(infocmp tmux-256color >/dev/null 2>&1 && echo tmux-256color || echo screen-256color)"
        let run = try CommandLineRun(
            shell: """
                \(client) -f /dev/null start-server \\; \
                set -g default-terminal "\(name)" \\; set -g escape-time 0 \\; \
                new-session -d -x \(width) -y \(height) "\(environment) LRO_TOP='\(CommandLineBinary.path)' sh -i"
                """)
        try #require(run.ending == .exit(0), "\(run.errorText)")
        try wait("the shell") { $0.text.contains("shell>") }
        try type("clear; echo \(Self.before.replacing(" ", with: "\\ "))\n")
        try wait("the shell's answer") { $0.rows.contains(Self.before) }
    }

    deinit { _ = try? tmux("kill-server") }

    // MARK: - Seeing

    /// What the terminal shows.
    func screen() throws -> HeadlessScreen {
        HeadlessScreen(rows: try tmux("capture-pane -p").lines)
    }

    /// Waits until the screen is as wanted, and returns it.
    @discardableResult
    func wait(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
        until isThere: (HeadlessScreen) throws -> Bool
    ) throws -> HeadlessScreen {
        var last = HeadlessScreen(rows: [])
        let came = try Deadline.wait(seconds: Self.patience) {
            last = try screen()
            return try isThere(last)
        }
        try #require(came, "\(what) did not come:\n\(last.text)", sourceLocation: sourceLocation)
        return last
    }

    /// What the terminal says of itself: whether the program's screen, the cursor and the mouse are on.
    func modes() throws -> String {
        try tmux("display-message -p 'alternate #{alternate_on} cursor #{cursor_flag} mouse #{mouse_any_flag}'")
            .lines.first ?? ""
    }

    /// The process that has the terminal.
    func foreground() throws -> pid_t? {
        let tty = try tmux("display-message -p '#{pane_tty}'").lines.first ?? ""
        let run = try CommandLineRun(shell: "ps -o pid=,stat=,comm= -t \(tty.replacing("/dev/", with: ""))")
        let fields = run.lines.map { $0.split(separator: " ") }
        return fields.first { $0.count > 2 && $0[1].contains("+") && $0[2] == "lro-top" }.flatMap { Int32($0[0]) }
    }

    // MARK: - Doing

    /// Types text as it is.
    func type(_ text: String) throws {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { try press("Enter") }
            let quoted = line.replacing("'", with: "'\\''")
            if !line.isEmpty { _ = try tmux("send-keys -l '\(quoted)'") }
        }
    }

    /// Presses keys, by tmux's names.
    func press(_ keys: String...) throws {
        _ = try tmux("send-keys \(keys.map { "'\($0)'" }.joined(separator: " "))")
    }

    /// Changes the terminal's size.
    func resize(width: Int, height: Int) throws {
        _ = try tmux("resize-window -x \(width) -y \(height)")
    }

    /// Starts the program with arguments, and waits until it shows itself.
    func start(_ arguments: String) throws {
        try type("\"$LRO_TOP\" \(arguments)\n")
        try wait("the program") { $0.knobs != nil && $0.state != nil }
    }

    /// The shell is back, as it was: its screen, the cursor, the mouse, and echo.
    func expectShell(_ what: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let screen = try wait("the shell after \(what)", sourceLocation: sourceLocation) { screen in
            screen.state == nil && screen.rows.contains(Self.before)
                && screen.rows.last { !$0.isEmpty }?.hasSuffix("shell>") == true
        }
        #expect(screen.knobs == nil, sourceLocation: sourceLocation)
        #expect(try modes() == "alternate 0 cursor 1 mouse 0", sourceLocation: sourceLocation)
        try type("stty -a; echo stty\\ is\\ done\n")
        let terminal = try wait("stty", sourceLocation: sourceLocation) { $0.rows.contains("stty is done") }
        let words = Set(terminal.text.split { $0.isWhitespace || $0 == ";" })
        for flag in ["echo", "icanon", "isig", "icrnl", "opost"] {
            #expect(words.contains(Substring(flag)), "after \(what)", sourceLocation: sourceLocation)
        }
    }

    private func tmux(_ command: String) throws -> CommandLineRun {
        try CommandLineRun(shell: "\(client) \(command)")
    }
}
