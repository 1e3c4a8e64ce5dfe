import Config
import Monitor
import Receive
import Settings
import Testing

/// Config and themes as the program takes them.
@Suite struct ProgramTests {
    static let watch = ["synthetic:bulk,packets=300", "--headless", "100x12"]

    @Test func commandLineOverFileOverDefault() throws {
        let home = try Folder()
        #expect(try Run(Self.watch, configHome: home.path).output.contains("[a] max-aggr 32  [e] sessions 8"))
        try home.write("max-aggr = 9\nsessions = 5", to: "lro-top/config.toml")
        #expect(try Run(Self.watch, configHome: home.path).output.contains("[a] max-aggr 9  [e] sessions 5"))
        let run = try Run(Self.watch + ["--max-aggr", "7"], configHome: home.path)
        #expect(run.output.contains("[a] max-aggr 7  [e] sessions 5"))
        let other = try home.write("sessions = 3\n[keys]\npick-max-aggr = \"A\"", to: "other.toml")
        let named = try Run(Self.watch + ["--config", other], configHome: home.path)
        #expect(named.output.contains("[A] max-aggr 32  [e] sessions 3"))
    }

    @Test(arguments: Setting.allCases)
    func everySettingOfTheCommandLineArrives(setting: Setting) throws {
        let other =
            setting.defaultValue(.lro) == setting.range.upperBound ? setting.range.lowerBound : setting.range.upperBound
        let value = setting.hasForm ? setting.choice(after: setting.defaultValue(.lro)) : other
        let arguments =
            ["report", "synthetic:bulk,packets=3", "--json", "--\(setting.rawValue)", setting.text(value)]
            + (Setting.timed.contains(setting) ? ["--arrivals", "10G"] : [])
        let shown = setting.choices.isEmpty && !setting.hasForm ? "\(value)" : "\"\(setting.text(value))\""
        let run = try Run(arguments, configHome: Folder().path)
        #expect(run.output.contains("\"\(setting.rawValue.replacing("-", with: "_"))\":\(shown)"), "\(run.error)")
    }

    @Test func switchesAndTextsOfTheCommandLineArrive() throws {
        let arguments = [
            "report", "synthetic:bulk,packets=3", "--json", "--verify-checksums", "--strip-vlan", "--filter", "tcp",
        ]
        let output = try Run(arguments, configHome: Folder().path).output
        #expect(
            output.contains("\"verify_checksums\":true,\"strip_vlan\":true") && output.contains("\"filter\":\"tcp\""))
        let screen = try Run(Self.watch + ["--ascii"], configHome: Folder().path).output
        let isASCII = screen.allSatisfy(\.isASCII)
        #expect(isASCII)
    }

    @Test(arguments: [
        ("max-aggr = 0", ":1: max-aggr = 0"), ("\ntheme = \"x\"", ":2: theme: theme \"x\" is not known"),
        ("\n\nfilter = \"tcp prt\"", ":3: filter"), ("[keys]\nrun = \"n\"", ":2: run: n is the key of step-round"),
    ])
    func wrongEntriesStopWatchAlone(text: String, message: String) throws {
        let home = try Folder()
        let file = try home.write(text, to: "lro-top/config.toml")
        for arguments in [Self.watch, ["synthetic:bulk,packets=300"]] {
            let run = try Run(arguments, configHome: home.path)
            #expect(run.code == 64 && run.output.isEmpty)
            #expect(run.error.hasPrefix("lro-top: \(file)\(message)"), "\(run.error)")
            #expect(run.error.split(separator: "\n").count == 1)
        }
        #expect(try Run(["report", "synthetic:bulk,packets=300"], configHome: home.path).code == 0)
    }

    @Test func whatCannotBeFoundIsSaid() throws {
        let home = try Folder()
        let config = try Run(Self.watch + ["--config", "/nowhere/c.toml"], configHome: home.path)
        #expect(config.code == 66 && config.error.contains("/nowhere/c.toml: cannot be read"))
        let file = try Run(Self.watch + ["--theme", "/nowhere/t.toml"], configHome: home.path)
        #expect(file.code == 66 && file.error.contains("/nowhere/t.toml: cannot be read"))
        let name = try Run(Self.watch + ["--theme", "nrod"], configHome: home.path)
        #expect(name.code == 64 && name.error.contains("\"nrod\"") && name.error.contains("nord"))
    }

    @Test func switchesGoBothWays() throws {
        let home = try Folder()
        try home.write("ascii = true", to: "lro-top/config.toml")
        let ascii = try Run(Self.watch, configHome: home.path).output
        let wide = try Run(Self.watch + ["--no-ascii"], configHome: home.path).output
        #expect(ascii.allSatisfy(\.isASCII) && !wide.allSatisfy(\.isASCII))
    }

    @Test func listsAndSamplesArePrinted() throws {
        let home = try Folder()
        try home.write("nonsense", to: "lro-top/config.toml")
        try home.write("[roles]\nx = 1", to: "lro-top/themes/broken.toml")
        try home.write("[roles]\ntext = \"red\"", to: "lro-top/themes/mine.toml")
        let sample = try Run(["--print-config"], configHome: home.path)
        #expect(sample.code == 0 && sample.output == ConfigSample.text)
        let list = try Run(["--list-themes"], configHome: home.path)
        let lines = list.output.split(separator: "\n")
        #expect(list.code == 0 && lines.count == 9)
        #expect(lines.first == "default     built in")
        #expect(lines.last == "mine        \(home.path)/lro-top/themes/mine.toml")
        #expect(lines.contains { $0.hasPrefix("broken      cannot be used: ") && $0.contains("broken.toml:2: role") })
    }

    @Test func helpReadmeAndConfigHaveTheSameOptions() throws {
        let home = try Folder()
        let help = try Run(["watch", "--help"], configHome: home.path).output
        let words = help.split { $0 == " " || $0 == "\n" }
        let readme = try Repository.text("README.md")
        for option in WatchOption.allCases {
            let isSwitch = if case .flag = option.kind { true } else { false }
            let name = isSwitch ? "--\(option.name)/--no-\(option.name)" : "--\(option.name)"
            #expect(words.contains(Substring(name)), "\(name)")
            #expect(
                readme.contains("`--\(option.name)") || readme.contains("`--no-\(option.name)"), "\(option)")
            if case .number(_, _, let value) = option.kind {
                let described = words.drop { $0 != name }.prefix(40)
                #expect(described.contains { $0.hasPrefix("\(value);") }, "\(name)")
            }
        }
        let known = Set(WatchOption.allCases.map(\.name))
        let oneShot: Set = [
            "files-from", "order", "config", "print-config", "list-themes", "list-profiles", "list-nics", "headless",
            "keys", "style", "version", "help",
        ]
        for word in words where word.hasPrefix("--") && word.count > 2 {
            let name = String(word.dropFirst(2).prefix { $0.isLetter || $0 == "-" })
            #expect(known.contains(name) || oneShot.contains(name), "\(name) is neither in the config nor left out")
        }
    }
}
