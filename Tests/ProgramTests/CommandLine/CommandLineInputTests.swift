import Foundation
import Testing

/// Sources that come packed, or need not be named.
struct CommandLineInputTests {
    private let folder: TemporaryFolder
    private let capture: String

    init() throws {
        folder = try TemporaryFolder()
        capture = try folder.file("small.pcap", CommandLineCapture(segments: 40).bytes).path
    }

    static let commands = ["report", "trace", "watch", ""]

    @Test(arguments: commands)
    func aPipeOrAFileOnStandardInputNeedNotBeNamed(command: String) throws {
        let named = try CommandLineRun(shell: "\"$LRO_TOP\" \(command) - <'\(capture)'")
        #expect(named.ending == .exit(0) && !named.output.isEmpty)
        for line in ["cat '\(capture)' | \"$LRO_TOP\" \(command)", "\"$LRO_TOP\" \(command) <'\(capture)'"] {
            let run = try CommandLineRun(shell: line)
            #expect(run.ending == .exit(0) && run.output == named.output && run.error.isEmpty)
        }
        // What is named goes before it.
        let other = try CommandLineRun(shell: "cat '\(capture)' | \"$LRO_TOP\" \(command) synthetic:bulk,packets=30")
        #expect(other.ending == .exit(0) && other.output != named.output)
    }

    @Test func nothingElseOnStandardInputIsASource() throws {
        for input in ["</dev/null", "</dev/zero", "<&-"] {
            let run = try CommandLineRun(shell: "\"$LRO_TOP\" --headless 80x24 \(input)")
            #expect(run.ending == .exit(0) && run.text.contains("synthetic:mixed"), "\(input)")
        }
    }

    private static let isPacked = (try? CommandLineRun(shell: "command -v gzip"))?.ending == .exit(0)

    @Test(.enabled(if: isPacked), arguments: ["report", "report --json", "trace"])
    func aPackedCaptureGivesWhatThePlainOneGives(command: String) throws {
        let plain = try CommandLineRun(shell: "\"$LRO_TOP\" \(command) '\(capture)'")
        let packed = try CommandLineRun(shell: "gzip -k '\(capture)'; \"$LRO_TOP\" \(command) '\(capture).gz'")
        #expect(packed.ending == .exit(0) && packed.text.replacing(".pcap.gz", with: ".pcap") == plain.text)
        let named = try CommandLineRun(shell: "\"$LRO_TOP\" \(command) - <'\(capture)'")
        for line in ["cat '\(capture).gz' | \"$LRO_TOP\" \(command)", "\"$LRO_TOP\" \(command) - <'\(capture).gz'"] {
            let run = try CommandLineRun(shell: line)
            #expect(run.ending == .exit(0) && run.output == named.output && run.error.isEmpty, "\(run.errorText)")
        }
    }

    @Test(.enabled(if: isPacked)) func aDamagedArchiveIsADamagedCapture() throws {
        let line = "gzip -c '\(capture)' | head -c -6 >'\(capture).gz'; \"$LRO_TOP\" report '\(capture).gz'"
        let run = try CommandLineRun(shell: line)
        #expect(run.ending == .exit(65) && run.errorLines.count == 1)
        #expect(run.text.contains("received 40 ") && run.errorText.contains("packet 41: gzip: "))
    }

    @Test(arguments: [[0x1f, 0x8b, 8, 0], [0x28, 0xb5, 0x2f, 0xfd], [4, 0x22, 0x4d, 0x18]] as [[UInt8]])
    func aProgramThatIsNotInstalledIsNamed(bytes: [UInt8]) throws {
        let file = try folder.file("packed", bytes).path
        let program = [0x1f: "gzip", 0x28: "zstd", 4: "lz4"][bytes[0]] ?? ""
        for arguments in [["report", file], ["trace", "-"], ["--headless", "80x24"]] {
            let run = try CommandLineRun(arguments, input: file, environment: ["PATH": folder.url.path])
            expectSentence(run, code: 66)
            #expect(run.errorText.contains(" is packed by \(program), which is not installed; "))
        }
    }
}
