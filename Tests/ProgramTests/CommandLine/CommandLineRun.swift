import Foundation

/// What a run of the program came to.
struct CommandLineRun {
    /// How it ended.
    enum Ending: Equatable, CustomStringConvertible {
        case exit(Int32)
        case signal(Int32)
        /// It did not end in time.
        case late

        var description: String {
            switch self {
            case .exit(let code): "exit code \(code)"
            case .signal(let number): "signal \(number)"
            case .late: "no end within the deadline"
            }
        }
    }

    /// How it ended.
    let ending: Ending
    /// What it wrote to standard output.
    let output: [UInt8]
    /// What it wrote to standard error.
    let error: [UInt8]

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    var errorText: String { String(decoding: error, as: UTF8.self) }
    /// The lines of standard output.
    var lines: [String] { Self.lines(text) }
    /// The lines of standard error.
    var errorLines: [String] { Self.lines(errorText) }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// How long any run may take: machines are slow, and the tests run side by side.
    static let deadline = 60.0

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - input: The file that is its standard input; nothing by default.
    ///   - environment: What to add to an environment that has a UTF-8 locale and little else.
    ///   - interrupts: Whether it gets an interrupt as soon as it catches them.
    /// - Throws: That it could not be started.
    init(
        _ arguments: [String], input: String = "/dev/null", environment: [String: String] = [:],
        interrupts: Bool = false
    ) throws {
        try self.init(
            CommandLineBinary.path, arguments, input: input, environment: environment, interrupts: interrupts)
    }

    /// Runs a line of shell, in which `$LRO_TOP` is the program.
    init(shell line: String) throws {
        let environment = ["LRO_TOP": CommandLineBinary.path]
        try self.init("/bin/sh", ["-c", line], input: "/dev/null", environment: environment, interrupts: false)
    }

    private init(
        _ executable: String, _ arguments: [String], input: String, environment: [String: String], interrupts: Bool
    ) throws {
        // Files, not pipes: nothing has to be read while the program runs.
        let folder = try TemporaryFolder()
        let streams = [input, try folder.file("stdout").path, try folder.file("stderr").path]
        let variables = Self.environment.merging(environment) { $1 }
        let process = try CommandLineProcess(executable, arguments, variables, streams: streams)
        if interrupts {
            Deadline.wait(seconds: Self.deadline) { process.catchesInterrupts || process.hasEnded }
            process.send(SIGINT)
        }
        Deadline.wait(seconds: Self.deadline) { process.hasEnded }
        ending = process.ending ?? .late
        process.kill()
        output = [UInt8](try Data(contentsOf: URL(fileURLWithPath: streams[1])))
        error = [UInt8](try Data(contentsOf: URL(fileURLWithPath: streams[2])))
    }

    private static var environment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        // No config of whoever runs the tests.
        var environment = ["LANG": "C.UTF-8", "TERM": "dumb", "XDG_CONFIG_HOME": "/nonexistent"]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] { environment[name] = inherited[name] }
        return environment
    }
}

/// The program under test, which the build puts beside the tests.
enum CommandLineBinary {
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("lro-top").path
}

/// A folder of its own in the system's temporary directory, removed when it goes.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("lro-top-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and returns where it is.
    func file(_ name: String, _ bytes: [UInt8] = []) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }
}

/// Waiting for what comes when it comes.
enum Deadline {
    /// Asks again and again until the answer is yes; false when it was not within so many seconds.
    @discardableResult
    static func wait(seconds: Double, until isDone: () throws -> Bool) rethrows -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while try !isDone() {
            guard Date() < end else { return false }
            usleep(5_000)
        }
        return true
    }
}
