import ArgumentParser
import Glibc

/// The program `lro-top`.
@main
struct LROTop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lro-top",
        abstract: "Watch receive offload merge packets: sessions filling, merging and flushing, live.",
        usage: """
            lro-top [SOURCE...] [options]
            lro-top report SOURCE... [options] [--json]
            lro-top trace SOURCE... [options]
            lro-top write SOURCE... -o FILE [options]
            lro-top unmerge SOURCE... -o FILE [options]
            """,
        discussion: """
            SOURCE is a capture (pcap, pcapng; packed by gzip, zstd or lz4), - for a capture on standard input, or \
            synthetic:PROFILE[,key=value...] for synthetic traffic (--list-profiles names them). A pipe or a file on \
            standard input need not be named. Several captures are merged in order of time. Without a command the \
            source is watched.

            \(commonHelp)
            """,
        version: version,
        subcommands: [Watch.self, ReportCommand.self, TraceCommand.self, WriteCommand.self, UnmergeCommand.self],
        defaultSubcommand: Watch.self
    )

    /// The program's version.
    static let version = "0.2.0"

    /// The program as what it writes names it.
    static let application = "lro-top \(version)"

    /// The arguments and options of the default command, for the help of the root.
    ///
    /// They are listed only where help is asked for: making the text takes a quarter of a start.
    private static var commonHelp: String {
        guard CommandLine.arguments.contains(where: { $0 == "-h" || $0 == "help" || $0.hasPrefix("--help") })
        else { return "" }
        let lines = Watch.helpMessage(columns: 78).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { !$0.hasPrefix("ARGUMENTS:") }.joined(separator: "\n")
    }

    /// The commands, by their names.
    static var commandNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }

    /// Parses the command line, runs the command, and ends with the exit code of what happened.
    static func main() {
        // A file that may not grow further is an error to be told, and not a death.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        let guess = CommandGuess(arguments, commands: commandNames)
        let rest = Array(arguments.dropFirst())
        // A source behind the first word makes that a command.
        let hasSource =
            guess != nil
            && (rest.first?.hasPrefix("-") == false || (try? Watch.parse(rest))?.arguments.list.isGiven == true)
        do {
            if let fault = guess?.sentence(hasSource: hasSource) { throw ValidationError(fault) }
            var command = try parseAsRoot()
            try command.run()
        } catch {
            ExitStatus.end(with: error, guess)
        }
    }
}
