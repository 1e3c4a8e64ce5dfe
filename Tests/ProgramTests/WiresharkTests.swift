import Foundation
import TestSupport
import Testing

/// Wireshark's tools for the command line.
private enum Wireshark {
    static let isThere = ["tshark", "capinfos"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    }
}

/// Written captures as Wireshark's tools read them; only where these are installed.
@Suite(.enabled(if: Wireshark.isThere))
struct WiresharkTests {
    private let folder: TemporaryFolder
    private let output: String

    init() throws {
        folder = try TemporaryFolder()
        output = folder.url.appendingPathComponent("out.pcapng").path
    }

    static let ways = ["lro", "inet-lro", "gro"].flatMap { rules in
        ["skb", "pages"].map { ["--rules", rules, "--mode", $0] }
    }

    /// A capture, and one way to lead it through: all of them for the captures of the tests, in turn for the others.
    static let runs =
        TestCapture.own.flatMap { capture in ways.map { (capture, $0) } }
        + TestCapture.shared.filter { !$0.path.contains("/public/") }.enumerated().map { ($1, ways[$0 % ways.count]) }

    /// The lines that a tool prints; it must have nothing to complain of but who runs it.
    private func lines(_ tool: String, _ arguments: [String]) throws -> [Substring] {
        let result = try Program.run(URL(filePath: "/usr/bin/\(tool)"), arguments)
        #expect(result.status == 0)
        let complaints = result.complaint.split(separator: "\n").filter { !$0.hasPrefix("Running as user") }
        #expect(complaints == [], "\(tool)")
        return String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    }

    /// What tshark sees in a file: the packets that a filter picks, and those with a wrong checksum.
    private func look(_ file: String, for filter: String = "frame.number == 0") throws -> (picked: [Int], wrong: [Int])
    {
        let options = [
            "-Y", #"(\#(filter)) || \#(Self.wrongSums)"#, "-o", "ip.check_checksum:TRUE", "-o",
            "tcp.check_checksum:TRUE", "-T", "fields", "-e", "frame.number", "-e", "frame.comment", "-e",
            "ip.checksum.status", "-e", "tcp.checksum.status",
        ]
        var seen: (picked: [Int], wrong: [Int]) = ([], [])
        for line in try lines("tshark", ["-r", file] + options) {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard let number = Int(cells[0]) else { continue }
            if cells[1].contains("gap") { seen.picked.append(number) }
            if cells.dropFirst(2).contains(where: { $0 == "0" || $0 == "Bad" }) { seen.wrong.append(number) }
        }
        return seen
    }

    private static let wrongSums = #"ip.checksum.status == "Bad" || tcp.checksum.status == "Bad""#

    @Test(arguments: runs)
    func everyCapture(_ capture: URL, _ way: [String]) throws {
        let run = try CommandLineRun(["write", capture.path, "-o", output] + Program.asCaptured + way)
        #expect(run.ending == .exit(0))
        let trace = try CommandLineRun(["trace", capture.path] + Program.asCaptured + way).lines.dropLast()
        let count = try lines("capinfos", ["-Mc", output]).last { $0.hasPrefix("Number of packets") }
        #expect(count?.split(separator: " ").last.flatMap { Int($0) } == trace.count)
        let seen = try look(output, for: #"frame.comment contains "gap""#)
        #expect(seen.picked == trace.indices.filter { trace[$0].contains(#""reason":"gap""#) }.map { $0 + 1 })
        if !seen.wrong.isEmpty { #expect(try seen.wrong.count <= look(capture.path).wrong.count) }
    }

    /// The other way to see that the check above sees anything: frames whose sums are wrong come out wrong.
    @Test func badSumsAreSeen() throws {
        let capture = try folder.file("bad.pcap", CommandLineCapture(segments: 3).bytes).path
        #expect(try look(capture).wrong == [1, 2, 3])
    }

    static let streams = ["17-file-fullpayload.pcap", "22-scp.pcap"].map {
        Folders.shared.appending(path: "captures/\($0)")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: streams[0].path)), arguments: streams, ways)
    func streamsAreTheSame(_ capture: URL, _ way: [String]) throws {
        func streams(_ file: String) throws -> [Data] {
            try ["0", "1"].map { number in
                let follow = ["-q", "-r", file, "-z", "follow,tcp,raw,\(number)"]
                return try Program.run(URL(filePath: "/usr/bin/tshark"), follow).output
            }
        }
        #expect(
            try CommandLineRun(["write", capture.path, "-o", output] + Program.asCaptured + way).ending == .exit(0))
        let (before, after) = (try streams(capture.path).map(Self.bytes), try streams(output).map(Self.bytes))
        #expect(before == after)
        #expect(before.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 0 > 500_000)
    }

    /// The bytes of both directions in what tshark prints of a stream: a line for each segment, the answers indented.
    private static func bytes(_ output: Data) -> [String] {
        var directions = ["", ""]
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let text = line.drop { $0 == "\t" }
            guard text.count % 2 == 0, text.allSatisfy(\.isHexDigit) else { continue }
            directions[line.first == "\t" ? 1 : 0] += text
        }
        return directions
    }
}
