import Testing

/// A first word that is no source and was perhaps meant as a command.
struct CommandLineGuessTests {
    private static let source = "synthetic:bulk,packets=30"

    @Test(arguments: [
        ("rport", "report"), ("trce", "trace"), ("Report", "report"), ("wrte", "write"), ("unmege", "unmerge"),
        ("wach", "watch"),
    ])
    func aNearCommandIsNamed(word: String, command: String) throws {
        for arguments in [[word], [word, Self.source], [word, Self.source, "--json"], [word, "--bogus"]] {
            let run = try CommandLineRun(arguments)
            expectSentence(run, code: 64)
            #expect(run.errorText.hasPrefix("lro-top: no such command: \(word); did you mean \(command)?"))
        }
    }

    @Test(arguments: [[], ["--sessions", "3"], ["--bogus"]])
    func aSourceBehindItMakesItACommand(options: [String]) throws {
        let arguments = options == ["--bogus"] ? ["count", Self.source] + options : ["count"] + options + [Self.source]
        let run = try CommandLineRun(arguments)
        expectSentence(run, code: 64)
        #expect(run.errorText.contains("no such command: count; the commands are watch, report, trace, write"))
    }

    @Test func aloneItMayBeAFile() throws {
        let run = try CommandLineRun(["nothing"])
        expectSentence(run, code: 66)
        #expect(run.errorText.contains("nothing: cannot be opened"))
        #expect(run.errorText.contains("; the commands are watch, report, trace, write"))
    }

    @Test(arguments: ["nothing.pcap", "./rport", "/nowhere/rport"])
    func whatIsAPathIsNoCommand(path: String) throws {
        let run = try CommandLineRun([path])
        expectSentence(run, code: 66)
        #expect(!run.errorText.contains("command"))
    }

    @Test(arguments: [[], [source]])
    func aListBehindItMakesItACommandToo(more: [String]) throws {
        let run = try CommandLineRun(["count", "--files-from", "/nowhere"] + more)
        expectSentence(run, code: 64)
        #expect(run.errorText.contains("no such command: count; "))
    }

    @Test func filesNeedNoEnding() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("one", CommandLineCapture(segments: 3).bytes)
        _ = try folder.file("two", CommandLineCapture(segments: 2).bytes)
        let run = try CommandLineRun(shell: "cd '\(folder.url.path)' && \"$LRO_TOP\" one two")
        #expect(run.ending == .exit(0) && run.text.contains("received 5 "))
    }

    @Test func aFileOfThatNameIsRead() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("rport", CommandLineCapture(segments: 3).bytes)
        let run = try CommandLineRun(shell: "cd '\(file.deletingLastPathComponent().path)' && \"$LRO_TOP\" rport")
        #expect(run.ending == .exit(0) && run.text.contains("received 3 "))
    }
}
