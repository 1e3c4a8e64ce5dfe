import Foundation
import Testing

/// Odd and broken captures of other projects, and anomalies of all kinds, where they are at hand.
struct BadInputSharedTests {
    /// The files, by their folder and name.
    static let files = ["public", "fuzz"].flatMap { folder in
        SharedCaptures.names(in: folder).map { "\(folder)/\($0)" }
    }

    static let commands = [
        ["report", "--json"], ["trace", "--rules", "lro"], ["trace", "--rules", "inet-lro", "--mode", "pages"],
        ["watch", "--headless", "80x24", "--keys", "n*3 space tick*30 }*9 tick*30"],
    ]

    @Test(.enabled(if: SharedCaptures.areHere), arguments: files)
    func everyFileEndsWell(file: String) throws {
        for command in Self.commands {
            let run = try CommandLineRun(command + [SharedCaptures.path(file)])
            let codes: [CommandLineRun.Ending] = [.exit(0), .exit(65)]
            #expect(codes.contains(run.ending), "\(run.ending) of \(command)")
            #expect(run.errorLines.count == (run.ending == .exit(0) ? 0 : 1), "\(run.errorText)")
            #expect(!run.error.contains(0x1b) && !run.output.contains(0x1b))
            if command.first == "report", !run.output.isEmpty { try expectConsistency(of: ReportObject(run.output)) }
        }
    }

    private func expectConsistency(of report: ReportObject) throws {
        let received = report.number("totals", "received")
        #expect(received == report.number("totals", "aggregated") + report.passed)
        #expect(report.number("totals", "delivered") == report.flushed + report.passed)
        #expect(report.objects("flows").reduce(0) { $0 + $1.number("packets") } <= received)
    }

    @Test(.enabled(if: SharedCaptures.areHere)) func theFilesAreThere() {
        #expect(Self.files.count > 100)
    }
}

/// The captures that developers of the project share, beside a clone of it.
enum SharedCaptures {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/captures").standardizedFileURL

    /// Whether they are at hand.
    static var areHere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Where a capture is.
    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The captures in a folder of them.
    static func names(in name: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: path(name))
        return (names ?? []).filter { $0.contains(".pcap") || $0.hasSuffix(".cap") }.sorted()
    }
}
