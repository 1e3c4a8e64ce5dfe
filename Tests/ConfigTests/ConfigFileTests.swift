import Config
import Foundation
import Monitor
import Receive
import Screen
import Testing

@Suite struct ConfigFileTests {
    static func read(_ text: String) throws -> ConfigFile { try ConfigFile(text, file: "dir/c.toml") }

    @Test func optionsAndKeysAreRead() throws {
        let file = try Self.read(
            """
            max-aggr = 64
            frag-size = 0
            mode = "pages"
            rules = "inet-lro"
            max-frags = 20
            verify-checksums = true
            filter = "tcp port 80"
            color = "16"
            theme = "nord"
            mouse = false
            [keys]
            step-round = ["x", "f9"]
            quit = "Q"
            """)
        let settings = WatchSettings(file.options)
        #expect(settings.receive.offload.maxAggr == 64 && settings.receive.offload.mode == .pages)
        #expect(settings.receive.offload.rules == .inetLRO && settings.receive.offload.maxFrags == 20)
        #expect(settings.verifiesChecksums && settings.filter == "tcp port 80" && !settings.mouse)
        #expect(settings.color == .sixteen && settings.theme == "nord")
        #expect(settings.receive.budget == 64 && !settings.paused)
        #expect(file.keys.action(of: .function(9)) == .run(.stepRound))
        #expect(file.keys.action(of: .character("n")) == nil)
        #expect(file.keys.action(of: .character("Q")) == .quit && file.keys.action(of: .control("c")) == .quit)
    }

    @Test func everyOptionIsTakenAndArrives() throws {
        for option in WatchOption.allCases {
            var values = OptionValues()
            values[option] =
                switch option.kind {
                case .number(let range, _, let value): .number(value == range.upperBound ? value - 1 : range.upperBound)
                case .size(let range, _): .text("\(range.lowerBound)")
                case .word(let words, let word): .text(words.first { $0 != word } ?? "")
                case .form(_, let takes, _):
                    .text(["recorded", "gap", "idle", "2", "1G", "ixgbe"].first(where: takes) ?? "")
                case .text: .text("tcp")
                case .flag(let flag): .flag(!flag)
                }
            #expect(values[option].map(option.takes) == true, "\(option)")
            #expect(WatchSettings(values) != WatchSettings(), "\(option)")
        }
    }

    @Test(arguments: [("\"500M\"", 500 << 20), ("\"2g\"", 2 << 30), ("4096", 4096), ("\"4096\"", 4096)])
    func sizesAreNumbersOrTexts(value: String, bytes: Int) throws {
        #expect(WatchSettings(try Self.read("record-limit = \(value)").options).recordLimit == bytes)
    }

    @Test(arguments: [
        ("max-aggr = 0", "dir/c.toml:1: max-aggr = 0: a whole number from 1 to 65535 is allowed"),
        (
            "\n\nqueues = 129 # many",
            "dir/c.toml:3: queues = 129: a whole number from 1 to 128, or capture is allowed"
        ),
        ("frag-size = 255", "dir/c.toml:1: frag-size = 255: a whole number from 256 to 65535 or 0 is allowed"),
        ("mtu = 1500.0", "dir/c.toml:1: mtu = 1500.0: a whole number"),
        ("mtu = \"1500\"", "dir/c.toml:1: mtu = \"1500\": a wh"),
        ("flows = [1]", "dir/c.toml:1: flows = [ 1 ]: a whole number"),
        ("mtu = 1e99", "dir/c.toml:1: mtu = 1e+99: a wh"),
        ("mtu = 99999999999999999999", "dir/c.toml:1: "),
        ("mode = \"page\"", "dir/c.toml:1: mode = \"page\": skb, pages are"),
        ("color = 256", "dir/c.toml:1: color = 256: auto, never, 16, 256 are allowed"),
        ("ascii = 1", "dir/c.toml:1: ascii = 1: true or false is allowed"),
        ("theme = 1", "dir/c.toml:1: theme = 1: a text in quotes is allowed"),
        ("max-agr = 3", "dir/c.toml:1: \"max-agr\" is not known: max-aggr, sessions,"),
        ("headless = \"9x9\"", "dir/c.toml:1: \"headless\" is not known"),
        ("mtu = 1500\nmtu = 1500", "dir/c.toml:2: "), ("mtu = ", "dir/c.toml:1: "),
        ("[mtu]\nx = 1", "dir/c.toml:1: mtu = "), ("[key]\nup = \"x\"", "dir/c.toml:1: \"key\" is not known"),
        ("keys = 1", "dir/c.toml:1: keys is a table"),
        ("[keys]\n\nuup = \"x\"", "dir/c.toml:3: action \"uup\" is not known: run,"),
        ("record-limit = 20", "dir/c.toml:1: record-limit = 20: a number of bytes from 4K to 1024T, with K, M, G or T"),
        ("record-limit = \"1X\"", "dir/c.toml:1: record-limit = \"1X\": a number of bytes"),
        ("record-limit = true", "dir/c.toml:1: record-limit = true: a number of bytes"),
        ("[keys]\nup = \"F13\"", "dir/c.toml:2: up: \"F13\" is not a key: one character, space,"),
        ("[keys]\nup = [\"x\",\n3]", "dir/c.toml:2: up: 3 is not a key"),
        ("[keys]\nup = \"\"", "dir/c.toml:2: up: \"\" is not a key"),
        (
            "[keys]\nup = \"n\"",
            "dir/c.toml:2: up: n is the key of step-round: a key has one action, give step-round another"
        ),
        ("[keys]\nhelp = \"x\"\nrun = \"x\"", "dir/c.toml:2: help: x is the key of run"),
        ("[keys]\nrun = \"t\"", "dir/c.toml:2: run: t is the key of theme"),
        ("[keys]\nrun = \"ctrl-c\"", "dir/c.toml:2: run: ctrl-c is the key of quit"),
    ])
    func faultsNameFileLineAndWhatIsAllowed(text: String, message: String) {
        #expect { try Self.read(text) } throws: { "\($0)".hasPrefix(message) && ($0 as? ConfigError)?.kind == .wrong }
    }

    @Test func theSampleSaysAllAndChangesNothing() throws {
        let sample = try Self.read(ConfigSample.text)
        #expect(WatchSettings(sample.options) == WatchSettings())
        #expect(sample.keys.bindings.map(\.keys) == KeyTable.bindings.map(\.keys))
        let parts = ConfigSample.text.components(separatedBy: "\n[keys]\n")
        let options = try #require(parts.first)
        for option in WatchOption.allCases {
            let isThere = options.contains("\n\(option.name) = ")
            #expect(isThere == (sample.options[option] != nil), "\(option)")
            #expect(isThere || options.contains("\n# \(option.name) = "), "\(option)")
            #expect(options.contains("# \(option.help)"), "\(option)")
        }
        for binding in KeyTable.bindings {
            #expect(ConfigSample.text.contains("# \(binding.help)\n\(binding.id) = ["), "\(binding.id)")
        }
        let everything = ConfigSample.text.split(separator: "\n").map { line in
            line.hasPrefix("# filter =") || line.hasPrefix("# max-frags =") ? line.dropFirst(2) : line
        }.joined(separator: "\n")
        #expect(try Self.read(everything).options[.setting(.maxFrags)] == .number(18))
    }

    @Test func theCommandLineGoesBeforeTheFile() throws {
        let file = try Self.read("max-aggr = 64\nsessions = 9\npaused = true")
        var given = OptionValues()
        given[.setting(.maxAggr)] = .number(7)
        given[.paused] = .flag(false)
        let settings = WatchSettings(given.over(file.options))
        #expect(settings.receive[.maxAggr] == 7 && settings.receive[.sessions] == 9 && settings.receive[.budget] == 64)
        #expect(!settings.paused)
    }

    @Test func onlyANamedFileHasToBeThere() throws {
        let folder = try Folder()
        #expect(try ConfigFile(named: nil, folder: folder.path).options == OptionValues())
        #expect(try ConfigFile(named: nil, folder: nil).options == OptionValues())
        #expect { try ConfigFile(named: folder.path + "/x.toml") } throws: { ($0 as? ConfigError)?.kind == .cannotOpen }
        #expect { try ConfigFile(named: folder.path) } throws: { ($0 as? ConfigError)?.kind == .cannotOpen }
        try folder.write("budget = 5", to: "config.toml")
        #expect(try ConfigFile(named: nil, folder: folder.path).options[.setting(.budget)] == .number(5))
        try folder.write(String(repeating: "# long\n", count: 10_000), to: "config.toml")
        #expect { try ConfigFile(named: nil, folder: folder.path) } throws: {
            "\($0)".hasSuffix("is longer than 65536 bytes")
        }
    }

    @Test(arguments: [
        ("nord", "nord"), ("mine.toml", "dir/mine.toml"), ("../a/b", "dir/../a/b"), ("/a/b.toml", "/a/b.toml"),
    ])
    func themeFilesLieBesideTheConfig(theme: String, expected: String) throws {
        #expect(try Self.read("theme = \"\(theme)\"").options[.theme] == .text(expected))
    }
}
