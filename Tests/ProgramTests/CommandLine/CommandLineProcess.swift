import Foundation

/// A process started as a shell starts one: no signal is blocked or ignored in it, as threads of a test may have it.
final class CommandLineProcess {
    /// How it ended, once that was seen.
    private(set) var ending: CommandLineRun.Ending?

    private let id: pid_t
    /// POSIX_SPAWN_SETSID, which the headers show only to GNU sources.
    private static let newSession: Int32 = 0x80

    /// Starts a program with files as its standard streams, the first of them perhaps a terminal to be its own.
    init(
        _ executable: String, _ arguments: [String], _ environment: [String: String], streams: [String],
        hasTerminal: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_addopen(&actions, Int32(number), stream, number == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // The first terminal that the leader of a session opens is the one that controls it.
        let session = hasTerminal ? Self.newSession : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))
        let words = ([executable] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let fault = posix_spawn(&id, executable, &actions, &attributes, words, variables)
        guard fault == 0 else { throw CocoaError(.executableLoad) }
        self.id = id
    }

    deinit { kill() }

    /// Whether it has ended.
    var hasEnded: Bool {
        guard ending == nil else { return true }
        var status: Int32 = 0
        guard waitpid(id, &status, WNOHANG) == id else { return false }
        ending = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
        return true
    }

    /// Whether it has a handler for interrupts.
    var catchesInterrupts: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
            let caught = line.split(separator: "\t").last.flatMap({ UInt64($0, radix: 16) })
        else { return false }
        return caught & 1 << UInt64(SIGINT - 1) != 0
    }

    /// Sends a signal, if it has not ended.
    func send(_ signal: Int32) {
        if !hasEnded { Foundation.kill(id, signal) }
    }

    /// Ends it, if it has not ended.
    func kill() {
        guard !hasEnded else { return }
        Foundation.kill(id, SIGKILL)
        waitpid(id, nil, 0)
        ending = .signal(SIGKILL)
    }
}
