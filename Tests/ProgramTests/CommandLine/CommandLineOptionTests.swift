import Testing

struct CommandLineOptionTests {
    static let source = "synthetic:bulk,packets=300"

    @Test(arguments: [
        "--max-aggr 1", "--max-aggr 65535", "--sessions 1", "--sessions 65536", "--budget 1", "--budget 65535",
        "--mode skb", "--mode pages", "--rules lro", "--rules inet-lro", "--mtu 68", "--mtu 65535", "--copybreak 0",
        "--copybreak 65535", "--mode pages --frag-size 0", "--mode pages --frag-size 256",
        "--mode pages --frag-size 65535", "--mode pages --max-frags 1", "--mode pages --max-frags 65535", "--queues 1",
        "--queues 128", "--flows 1", "--flows 1048576", "--verify-checksums", "--filter tcp", "--max-aggr=7",
    ])
    func reportTakes(options: String) throws {
        let run = try CommandLineRun(["report", Self.source] + options.split(separator: " ").map(String.init))
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        #expect(run.text.contains("received 300"))
    }

    @Test(arguments: [
        "", "--color auto", "--color never", "--color 16", "--color 256", "--ascii", "--paused", "--style", "--keys n",
        "--sessions 4 --rules inet-lro",
    ])
    func watchTakes(options: String) throws {
        let words = options.split(separator: " ").map(String.init)
        for command in [[], ["watch"]] {
            let run = try CommandLineRun(command + [Self.source, "--headless", "80x24"] + words)
            #expect(run.ending == .exit(0))
            #expect(run.error.isEmpty)
            #expect(run.text.contains("PAUSED"))
        }
    }

    @Test(arguments: [
        "mixed", "bulk", "bulk,seed=0", "bulk,flows=1", "bulk,flows=65536", "bulk,mss=88", "mixed,mss=8960", "rpc",
        "lossy", "manyflows", "incast", "jumbo", "ipv6", "bulk,loss=0.5,reorder=50,duplicates=0",
        "mixed,timestamps=off", "incast,timestamps=on,interleave=65536",
    ])
    func syntheticTakes(settings: String) throws {
        let run = try CommandLineRun(["report", "synthetic:\(settings),packets=50"])
        #expect(run.ending == .exit(0))
        #expect(run.text.contains("received 50"))
    }

    /// An option, a value it does not take, and what the sentence says is allowed.
    struct Refused: CustomTestStringConvertible, Sendable {
        let option: String
        let value: String
        let allowed: [String]

        init(_ option: String, _ value: String, _ allowed: String...) {
            (self.option, self.value, self.allowed) = (option, value, allowed)
        }

        var testDescription: String { "\(option) \(value)" }
    }

    static let ranges: [(option: String, low: Int, high: Int)] = [
        ("--max-aggr", 1, 65_535), ("--sessions", 1, 65_536), ("--budget", 1, 65_535), ("--mtu", 68, 65_535),
        ("--copybreak", 0, 65_535), ("--frag-size", 256, 65_535), ("--max-frags", 1, 65_535), ("--queues", 1, 128),
        ("--flows", 1, 1_048_576),
    ]

    static let numbers = ranges.flatMap { option, low, high in
        let below = option == "--frag-size" ? ["255", "1"] : ["\(low - 1)"]
        let values = below + ["-1", "\(high + 1)", "99999999999999999999", "x", "3.5", "0x10", " 3"]
        return values.map { Refused(option, $0, "\(low)", "\(high)") }
    }

    static let words = [
        Refused("--mode", "page", "skb", "pages"), Refused("--mode", "", "skb", "pages"),
        Refused("--rules", "LRO", "lro", "inet-lro"),
    ]

    @Test(arguments: numbers + words)
    func reportRefuses(_ refused: Refused) throws {
        expectRefusal(try CommandLineRun(["report", Self.source, refused.option, refused.value]), refused)
    }

    @Test(arguments: [
        Refused("--color", "blue", "auto", "never", "16", "256"), Refused("--headless", "120", "120x40", "1000x1000"),
        Refused("--headless", "10x-1", "120x40", "1000x1000"), Refused("--headless", "1001x1", "120x40", "1000x1000"),
        Refused("--headless", "axb", "120x40", "1000x1000"),
    ])
    func watchRefuses(_ refused: Refused) throws {
        expectRefusal(try CommandLineRun([Self.source, refused.option, refused.value]), refused)
    }

    @Test(arguments: ["foo", "n n bar*3", "n*0", "n*x", "tick*-1", "ctrl-1", "f13"])
    func headlessRefusesKeys(script: String) throws {
        let run = try CommandLineRun([Self.source, "--headless", "80x24", "--keys", script])
        expectSentence(run, code: 64)
        #expect(run.errorText.contains("--keys"))
        let token = script.split(separator: " ").last.map(String.init) ?? script
        #expect(run.errorText.contains("'\(token)'"))
    }

    private func expectRefusal(_ run: CommandLineRun, _ refused: Refused) {
        expectSentence(run, code: 64)
        for part in [refused.option, "'\(refused.value)'"] + refused.allowed {
            #expect(run.errorText.contains(part), "\(part) is missing")
        }
    }

    @Test(arguments: [
        ["--bogus"], ["report", "--bogus"], ["report", "--keys", "n"], ["report", "--headless", "80x24"],
        ["trace", "--json"], ["report", source, "extra"], ["report", source, "--max-aggr"],
        ["report", source, "--json=1"],
    ])
    func unknownWordsAreRefused(arguments: [String]) throws {
        let run = try CommandLineRun(arguments)
        expectSentence(run, code: 64)
        let named = arguments.contains { run.errorText.contains("'\($0.prefix { $0 != "=" })") }
        #expect(named)
    }

    @Test(arguments: [
        ("foo", ["foo", "mixed", "bulk", "ipv6"]), ("", ["mixed", "bulk"]),
        ("bulk,foo=1", ["foo", "seed", "packets", "flows"]),
        ("bulk,", ["seed", "packets", "flows"]), ("bulk,packets", ["packets", "1 or more"]),
        ("bulk,packets=", ["packets", "1 or more"]), ("bulk,packets=0", ["packets", "1 or more"]),
        ("bulk,packets=-1", ["packets", "1 or more"]), ("bulk,packets=x", ["packets", "1 or more"]),
        ("bulk,packets=99999999999999999999", ["packets", "1 or more"]), ("bulk,flows=0", ["flows", "1–65536"]),
        ("bulk,flows=65537", ["flows", "1–65536"]), ("bulk,mss=87", ["mss", "88–8960"]),
        ("bulk,mss=8961", ["mss", "88–8960"]), ("lossy,loss=50.1", ["loss", "0–50", "loss=0.5"]),
        ("rpc,reorder=x", ["reorder", "0–50"]), ("rpc,duplicates=-1", ["duplicates", "0–50"]),
        ("ipv6,timestamps=yes", ["timestamps", "on or off"]), ("incast,interleave=0", ["interleave", "1–65536"]),
    ])
    func wrongSyntheticSourcesAreRefused(settings: String, named: [String]) throws {
        let run = try CommandLineRun(["report", "synthetic:\(settings)"])
        expectSentence(run, code: 64)
        for part in named + ["synthetic:\(settings)"] { #expect(run.errorText.contains(part), "\(part) is missing") }
    }

    @Test(arguments: ["report", "trace", "watch"])
    func filtersThatDoNotCompileAreRefused(command: String) throws {
        for filter in ["foo bar", "tcp port", "-x", "port 99999999"] {
            let run = try CommandLineRun([command, Self.source, "--filter", filter])
            expectSentence(run, code: 64)
            #expect(run.errorText.contains(filter))
        }
    }

    @Test func filtersKeepWhatPasses() throws {
        let folder = try TemporaryFolder()
        var capture = CommandLineCapture(segments: 3)
        capture.add(CommandLineCapture.segment(from: 3, to: 4, sequence: 1, payload: 100))
        let file = try folder.file("both.pcap", capture.bytes).path
        #expect(try CommandLineRun(["report", file]).text.contains("received 4 "))
        #expect(try CommandLineRun(["report", file, "--filter", "src host 10.0.0.3"]).text.contains("received 1 "))
        #expect(try CommandLineRun(["report", file, "--filter", "udp"]).text.contains("received 0 "))
    }

    /// What a user typed is named in the messages, but must not steer the terminal.
    @Test(arguments: [
        ["report", "/nowhere/\u{1b}[31mred"], ["report", "synthetic:\u{1b}[31m"],
        ["report", "synthetic:bulk,\u{1b}=1"],
        ["report", source, "--filter", "\u{1b}[31m"], ["report", source, "--mode", "\u{1b}[31m"],
        ["report", source, "--max-aggr", "\u{1b}[31m"], ["--\u{1b}[31m"], ["report", source, "\u{1b}[31m"],
        ["report", "/nowhere/a\nb"], ["report", source, "--mode", "a\nb"], ["--a\nb"],
        [source, "--headless", "9x9", "--keys", "x\u{1b}x"], [source, "--headless", "\u{1b}x9"],
    ])
    func namesAreShownHarmless(arguments: [String]) throws {
        let run = try CommandLineRun(arguments)
        #expect([.exit(64), .exit(66)].contains(run.ending))
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(!run.error.contains { $0 < 0x20 && $0 != 0x0a })
    }
}

/// The program ended with `code` and said one sentence, on standard error only.
func expectSentence(_ run: CommandLineRun, code: Int32, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(run.ending == .exit(code), sourceLocation: sourceLocation)
    #expect(run.output.isEmpty, sourceLocation: sourceLocation)
    #expect(run.errorLines.count == 1, "\(run.errorText)", sourceLocation: sourceLocation)
    #expect(run.errorText.hasPrefix("lro-top: "), sourceLocation: sourceLocation)
}
