import Foundation
import Testing

/// What the shell completes.
struct CompletionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.pcap", "b.pcapng", "c.cap.gz", "notes.txt", "my $(touch oops).pcap"] {
            _ = try folder.file(name)
        }
        for shell in ["bash", "zsh", "fish"] {
            let run = try CommandLineRun(["--generate-completion-script", shell])
            #expect(run.ending == .exit(0) && run.error.isEmpty)
            _ = try folder.file(shell, run.output)
        }
    }

    private static let hasBash = (try? CommandLineRun(shell: "command -v bash"))?.ending == .exit(0)
    private static let hasFish = (try? CommandLineRun(shell: "command -v fish"))?.ending == .exit(0)

    /// Every shell that is there reads its script; none is run by the test for those that are not.
    @Test(arguments: ["bash", "zsh", "fish"])
    func theScriptsAreValid(shell: String) throws {
        let run = try CommandLineRun(
            shell: "command -v \(shell) >/dev/null || exit 0; \(shell) -n '\(folder.url.path)/\(shell)'")
        #expect(run.ending == .exit(0), "\(run.errorText)")
    }

    /// A line up to the cursor, and what may stand there.
    static let lines = [
        ("lro-top ", "watch report a.pcap b.pcapng c.cap.gz"), ("lro-top re", "report"), ("lro-top a", "a.pcap"),
        ("lro-top report ", "a.pcap b.pcapng c.cap.gz"), ("lro-top unmerge b", "b.pcapng"),
        ("lro-top syn", "synthetic:mixed synthetic:bulk"), ("lro-top synthetic:m", "mixed manyflows"),
        ("lro-top report synthetic:", "mixed bulk incast"), ("lro-top a.pcap --theme n", "nord"),
        ("lro-top a.pcap --color ", "auto never"), ("lro-top report a.pcap --rules i", "inet-lro"),
        ("lro-top --config n", "notes.txt"), ("lro-top write a.pcap -o n", "notes.txt"),
        ("lro-top report a.pcap --nic ix", "ixgbe"), ("lro-top a.pcap --nic ", "mlx5 mlx5-eqe none"),
        ("lro-top a.pcap --record", "--record-limit"), ("lro-top report a.pcap --js", "--json"),
    ]

    @Test(.enabled(if: hasBash), arguments: lines)
    func bashCompletes(line: String, words: String) throws {
        let run = try complete(line)
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        for word in words.split(separator: " ") { #expect(run.lines.contains(String(word)), "\(run.lines)") }
        #expect(!run.lines.contains("notes.txt") || words == "notes.txt")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("oops").path))
    }

    @Test(.enabled(if: hasBash)) func aCommandIsNotOfferedTwice() throws {
        #expect(try complete("lro-top report ").lines.contains("report") == false)
    }

    /// Themes come of the program, which fish asks only where somebody types.
    @Test(
        .enabled(if: hasFish),
        arguments: lines.filter { !$0.0.contains("--theme") && !$0.0.contains("synthetic:") } + [
            ("lro-top synthetic:m", "synthetic:mixed synthetic:manyflows"), ("lro-top --th", "--theme"),
            ("lro-top help re", "report"),
        ])
    func fishCompletes(line: String, words: String) throws {
        let script = """
            cd '\(folder.url.path)'
            set PATH (string replace -r '/[^/]*$' '' -- $LRO_TOP) $PATH
            source ./fish
            complete -C '\(line)'
            """
        _ = try folder.file("ask", Array(script.utf8))
        // It makes folders where its variables say.
        let home = "HOME='\(folder.url.path)' XDG_CONFIG_HOME='\(folder.url.path)' XDG_DATA_HOME='\(folder.url.path)'"
        let run = try CommandLineRun(shell: "\(home) exec fish --no-config '\(folder.url.path)/ask'")
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        let offered = run.lines.map { $0.prefix { $0 != "\t" } }
        for word in words.split(separator: " ") { #expect(offered.contains(word), "\(run.lines)") }
    }

    /// Asks the script as bash would, with the words as it breaks them.
    private func complete(_ line: String) throws -> CommandLineRun {
        let text = line.replacing(":", with: " : ")
        var words = text.split(separator: " ").map(String.init)
        if line.last == " " { words.append("") }
        let current = words.last == ":" ? "" : words.last ?? ""
        let script = """
            cd '\(folder.url.path)'
            PATH="${LRO_TOP%/*}:$PATH"
            source ./bash
            COMP_LINE='\(line)' COMP_POINT=\(line.count) COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
            COMP_CWORD=\(words.count - 1)
            _lro-top_completion lro-top '\(current)' '\(words.dropLast().last ?? "")'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        _ = try folder.file("ask", Array(script.utf8))
        return try CommandLineRun(shell: "exec bash '\(folder.url.path)/ask'")
    }
}
