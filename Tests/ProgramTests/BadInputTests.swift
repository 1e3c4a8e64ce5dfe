import Foundation
import Testing

/// Sources that cannot be opened or are no captures, and captures that break off.
struct BadInputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let commands = [["report"], ["report", "--json"], ["trace"], ["--headless", "80x24", "--keys", "n"], []]

    @Test(arguments: commands)
    func aFileThatIsNotThere(command: [String]) throws {
        let run = try CommandLineRun(command + ["/nowhere/no.pcap"])
        expectSentence(run, code: 66)
        #expect(run.errorText.contains("/nowhere/no.pcap: cannot be opened"))
    }

    @Test(arguments: commands)
    func aFolder(command: [String]) throws {
        let run = try CommandLineRun(command + [folder.url.path])
        expectSentence(run, code: 66)
        #expect(run.errorText.contains("directory"))
    }

    @Test(.enabled(if: geteuid() != 0, "root reads everything"), arguments: commands)
    func aFileThatMayNotBeRead(command: [String]) throws {
        let file = try folder.file("secret.pcap", CommandLineCapture(segments: 1).bytes)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        let run = try CommandLineRun(command + [file.path])
        expectSentence(run, code: 66)
        #expect(run.errorText.contains("secret.pcap"))
    }

    @Test(arguments: commands)
    func anEmptyFile(command: [String]) throws {
        let run = try CommandLineRun(command + [try folder.file("empty.pcap").path])
        expectSentence(run, code: 65)
        #expect(run.errorText.contains("empty.pcap: not a capture: it is empty"))
    }

    @Test(arguments: commands)
    func filesThatAreNoCaptures(command: [String]) throws {
        let header = CommandLineCapture().bytes
        let contents: [[UInt8]] = [
            Array("Dear diary,\n".utf8), [0], [UInt8](repeating: 0xff, count: 5_000), [0xab] + header.dropFirst(),
            Array(header.prefix(17)), Array("\u{1b}[31m\u{1b}]0;title\u{7}".utf8),
        ]
        for (number, bytes) in contents.enumerated() {
            let run = try CommandLineRun(command + [try folder.file("no\(number).pcap", bytes).path])
            expectSentence(run, code: 65)
            #expect(run.errorText.contains("no\(number).pcap"))
            #expect(!run.error.contains(0x1b))
        }
    }

    @Test(arguments: commands)
    func aLinkTypeThatIsNotSupported(command: [String]) throws {
        let run = try CommandLineRun(command + [try folder.file("usb.pcap", CommandLineCapture(link: 189).bytes).path])
        expectSentence(run, code: 65)
        #expect(run.errorText.contains("usb.pcap"))
        #expect(run.errorText.localizedCaseInsensitiveContains("link"))
    }

    @Test(arguments: commands)
    func aCaptureWithoutFramesIsFine(command: [String]) throws {
        let run = try CommandLineRun(command + [try folder.file("none.pcap", CommandLineCapture().bytes).path])
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        #expect(!run.output.isEmpty)
    }

    /// Where a capture of 20 frames ends early: in the last packet, in its record header, or with an absurd length.
    enum Damage: CaseIterable {
        case inPacket
        case inRecordHeader
        case absurdLength

        var bytes: [UInt8] {
            let whole = CommandLineCapture(segments: 19).bytes
            let last = Array(CommandLineCapture(segments: 20).bytes.dropFirst(whole.count))
            switch self {
            case .inPacket: return whole + last.dropLast(100)
            case .inRecordHeader: return whole + last.prefix(9)
            case .absurdLength: return whole + last.prefix(8) + [UInt8](repeating: 0xff, count: 8) + last.dropFirst(16)
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func whatComesBeforeDamageIsReported(damage: Damage) throws {
        let file = try folder.file("cut.pcap", damage.bytes).path
        let report = try CommandLineRun(["report", file])
        expectDamage(report)
        #expect(report.text.contains("received 19 "))
        let json = try CommandLineRun(["report", "--json", file])
        expectDamage(json)
        let object = try ReportObject(json.output)
        #expect(object.number("totals", "received") == 19)
        #expect(object.warnings.first == "damage")
        let trace = try CommandLineRun(["trace", file])
        expectDamage(trace)
        #expect(trace.lines.last?.contains("\"packets\":19,") == true)
        let screen = try CommandLineRun([file, "--headless", "120x40", "--keys", "n*3 up"])
        expectDamage(screen)
        #expect(screen.lines.count == 40)
        #expect(screen.text.contains("END"))
        #expect(screen.text.contains("packet 20"))
        let pipe = try CommandLineRun(["report", "-"], input: file)
        expectDamage(pipe)
        #expect(pipe.errorText.contains("stdin: packet 20"))
    }

    private func expectDamage(_ run: CommandLineRun, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(run.ending == .exit(65), sourceLocation: sourceLocation)
        #expect(run.errorLines.count == 1, sourceLocation: sourceLocation)
        #expect(run.errorText.contains("packet 20"), sourceLocation: sourceLocation)
    }

    @Test func namesOfFilesDoNotSteerTheTerminal() throws {
        let bytes = CommandLineCapture(segments: 3).bytes
        let good = try folder.file("a\u{1b}[31m\u{7}\u{202e}b\n.pcap", bytes).path
        let cut = try folder.file("c\u{1b}[31m\u{7}\u{202e}d\n.pcap", bytes.dropLast()).path
        for file in [good, cut] {
            for command in Self.commands {
                let run = try CommandLineRun(command + [file])
                #expect(run.ending == .exit(file == good ? 0 : 65))
                for text in [run.text, run.errorText] {
                    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
                }
                #expect(run.errorLines.count == (file == good ? 0 : 1))
            }
        }
    }
}
