import ArgumentParser
import Config
import Frames
import PlainText
import Screen
import Terminal

/// `lro-top [watch]`: the monitor.
struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the source (the default command).",
        discussion: """
            Options stand in the config file too, $XDG_CONFIG_HOME/lro-top/config.toml; the command line goes before \
            it. Only watch reads it.
            """
    )

    @OptionGroup var arguments: SourceArguments

    @Option(parsing: .unconditional, help: .of(.theme), completion: .theme)
    var theme: String?

    @Option(help: .of(.color))
    var color: ColorMode?

    @Flag(inversion: .prefixedNo, help: .of(.ascii))
    var ascii: Bool?

    @Flag(inversion: .prefixedNo, help: .of(.mouse))
    var mouse: Bool?

    @Flag(inversion: .prefixedNo, help: .of(.paused))
    var paused: Bool?

    @Option(parsing: .unconditional, help: .of(.recordLimit), transform: WatchOption.recordLimit.size)
    var recordLimit: Int?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Another config file.", valueName: "file"), completion: .file())
    var config: String?

    @Flag(help: "Print a config file with every option and key at its default, and end.")
    var printConfig = false

    @Flag(help: "Print the themes and where they are from, and end.")
    var listThemes = false

    @Flag(name: .customLong("list-nics"), help: "Print the presets of NICs, what they set and why, and end.")
    var listNICs = false

    @Flag(help: "Print the profiles of synthetic traffic and the keys they take, and end.")
    var listProfiles = false

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

    /// The options that were given.
    private var given: OptionValues { OptionValues(in: self).over(arguments.given) }

    func validate() throws {
        if headless == nil, style || !keys.isEmpty {
            throw ValidationError("--keys and --style go with --headless.")
        }
    }

    func run() throws {
        if printConfig { return try Output.write(ConfigSample.text) }
        if listNICs { return try Output.write(NICList.text) }
        if listProfiles { return try Output.write(ProfileList.text(ascii: !Output.isUTF8)) }
        let shelf = ThemeShelf.ofUser
        if listThemes { return try Output.write(ThemeList.text(shelf)) }
        let file = try ConfigFile(named: config)
        var setup = try Setup(arguments.list, WatchSettings(given.over(file.options)))
        let theme = try blame(file, .theme) { try shelf.theme(setup.options.theme) }
        try blame(file, .filter) {
            if let headless {
                try Headless(size: headless, keys: keys, keyMap: file.keys, showsRoles: style).run(setup)
            } else if OpenFile.standardOutput.isTerminal {
                let themes = shelf.themes(with: theme)
                try LiveLoop.run(setup, keys: file.keys, themes: themes, first: themes.firstIndex(of: theme) ?? 0)
            } else {
                let source = try setup.open(bounded: true)
                try ReportCommand.run(source, setup)
            }
        }
    }

    /// Does something with the value of an option; what is wrong with one that the file gives is said of the file.
    private func blame<Result>(
        _ file: ConfigFile, _ option: WatchOption, _ body: () throws -> Result
    ) throws -> Result {
        let isFromFile = given[option] == nil && file.options[option] != nil
        do {
            return try body()
        } catch let error as ConfigError where isFromFile && option == .theme {
            throw file.fault(option, "theme: \(error)")
        } catch let error as SourceError where isFromFile && error.kind == .filter {
            throw file.fault(option, "\(error)")
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
