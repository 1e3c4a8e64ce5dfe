import Testing

struct CommandLineHelpTests {
    static let sourceOptions = [
        "--max-aggr", "--sessions", "--budget", "--mode", "--rules", "--mtu", "--copybreak", "--frag-size",
        "--max-frags",
        "--queues", "--verify-checksums", "--filter",
    ]
    static let screenOptions = ["--color", "--ascii", "--paused", "--headless", "--keys", "--style"]

    @Test(arguments: ["--help", "-h"])
    func rootShowsTheSourceAndAllOptions(flag: String) throws {
        let run = try CommandLineRun([flag])
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        for word in ["SOURCE", "synthetic:", "report", "trace", "--version"] + Self.sourceOptions + Self.screenOptions {
            #expect(run.text.contains(word), "\(word) is missing")
        }
    }

    @Test(arguments: [["report", "--help"], ["help", "report"], ["trace", "-h"], ["watch", "--help"]])
    func commandsShowTheirOptions(arguments: [String]) throws {
        let run = try CommandLineRun(arguments)
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        for option in Self.sourceOptions { #expect(run.text.contains(option), "\(option) is missing") }
        #expect(run.text.contains("--json") == arguments.contains("report"))
        #expect(run.text.contains("--headless") == arguments.contains("watch"))
    }

    @Test(arguments: ["--max-aggr", "--sessions", "--budget", "--mtu", "--queues"])
    func helpSaysDefaultAndRange(option: String) throws {
        let words = try CommandLineRun(["--help"]).text.split { $0 == " " || $0 == "\n" }
        let rest = words.drop { $0 != option }.prefix(30)
        #expect(rest.contains { $0.hasPrefix("(default:") })
        let range = rest.joined(separator: " ").firstMatch(of: /[0-9]+ to [0-9]+(\)|, or [a-z]+\))/)
        #expect(range != nil)
    }

    @Test func versionIsANumber() throws {
        let run = try CommandLineRun(["--version"])
        #expect(run.ending == .exit(0))
        #expect(run.lines.count == 1)
        #expect(run.lines.first?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
    }
}
