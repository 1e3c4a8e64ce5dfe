import ArgumentParser
import Glibc
import Monitor
import Receive
import Replay
import Screen
import Terminal

/// `lro-top [watch]`: the monitor.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch the source (the default command).")

    @OptionGroup var arguments: SourceArguments

    @Option(help: "Colours: auto, never, 16, 256.")
    var color = ColorMode.auto

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Flag(help: "Begin paused.")
    var paused = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Watch without a terminal on a screen of that size, and print it at the end.", valueName: "WxH"),
        transform: ScreenSize.init)
    var headless: ScreenSize?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Keys for --headless, such as \"n n s a +\"; tick*30 lets a second pass.", valueName: "keys")
    )
    var keys = ""

    @Flag(help: "With --headless, print the role of each cell too.")
    var style = false

    func run() throws {
        if let headless {
            try Headless(size: headless, keys: keys, ascii: ascii, showsRoles: style).run(arguments)
        } else if Output.isTerminal(STDOUT_FILENO) {
            try LiveLoop.run(arguments, color: color, ascii: ascii, isRunning: !paused)
        } else {
            try ReportCommand.run(arguments.open(bounded: true), arguments)
        }
    }
}

/// A screen size on the command line: `120x40`.
struct ScreenSize {
    var width: Int
    var height: Int

    /// Reads a size, and says what one looks like where it is none.
    init(_ argument: String) throws {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
            (0...1000).contains(width), (0...1000).contains(height)
        else { throw ValidationError("a size such as 120x40 is wanted, 1000x1000 at most.") }
        self.width = width
        self.height = height
    }
}

extension ColorMode: ExpressibleByArgument {}
