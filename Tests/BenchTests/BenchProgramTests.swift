import Benchmark
import Foundation
import Testing

/// The program `lro-bench` from outside.
@Suite struct BenchProgramTests {
    @Test func listNamesEveryCase() throws {
        let run = try BenchProgram("--list")
        #expect(run.code == 0 && run.error.isEmpty)
        #expect(run.lines.map { String($0.prefix { $0 != " " }) } == Case.all.map(\.name))
        #expect(try BenchProgram("--list", "screen").lines == ["screen/200x60  draw the monitor of mixed traffic"])
    }

    /// What `--json` says, as far as the test looks at it.
    struct Report: Decodable {
        struct Machine: Decodable {
            var cores: Int
            var swift: String
            var date: String
        }

        struct Case: Decodable {
            var name: String
            var unit: String
            var record: Int?
            var medianNs: Double
            var minimumNs: Double
            var maximumNs: Double
            var ratio: Double?
            var floors: Double?
        }

        var machine: Machine
        var rounds: Int
        var packets: Int
        var cases: [Case]
    }

    @Test func jsonIsOneObject() throws {
        let run = try BenchProgram("--json", "--rounds", "3", "--packets", "1000", "frames/128/8", "screen")
        #expect(run.code == 0 && run.error.isEmpty && run.lines.count == 1)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try decoder.decode(Report.self, from: run.output)
        #expect(report.rounds == 3 && report.packets == 1000 && report.machine.cores > 0)
        #expect(report.cases.map(\.name) == ["floor/128/two-lines", "frames/128/8:8", "screen/200x60"])
        #expect(report.cases.map(\.unit) == ["packet", "packet", "screen"])
        #expect(report.cases.map(\.record) == [128, 128, nil])
        #expect(report.cases.map(\.ratio) == [nil, 8, nil])
        for one in report.cases { #expect(one.minimumNs <= one.medianNs && one.medianNs <= one.maximumNs) }
        #expect(report.cases[2].floors == nil)
    }

    @Test func keysAreInAFixedOrder() throws {
        let text = try #require(BenchProgram("--json", "--rounds", "1", "--packets", "1", "open/64").lines.first)
        let keys = text.split(separator: ",").flatMap { $0.split(separator: "\"") }.filter { word in
            text.contains("\"\(word)\":")
        }
        let wanted = [
            "machine", "processor", "cores", "memory", "l2_cache", "l3_cache", "swift", "optimised", "date", "load",
            "rounds", "packets", "cases", "name", "unit", "record", "median_ns", "minimum_ns", "maximum_ns", "ratio",
            "floors", "name",
        ]
        #expect(keys.prefix(wanted.count).map(String.init) == wanted)
    }

    @Test func theTableHasALineForEachCase() throws {
        let run = try BenchProgram("--rounds", "1", "--packets", "100", "rules")
        #expect(run.code == 0 && run.lines.contains { $0.contains("1 round, 100 packets in each") })
        let names = run.lines.map { $0.prefix { $0 != " " } }
        #expect(names.filter { $0.hasPrefix("rules/") }.count == 6)
        #expect(names.contains("floor/128/two-lines"))
    }

    @Test func theCaptureIsRemoved() throws {
        let run = try BenchProgram("--rounds", "1", "--packets", "2000", "report")
        #expect(run.code == 0 && run.leftBehind.isEmpty)
        #expect(run.lines.contains { $0.hasPrefix("report/whole") })
    }

    @Test func aCaptureThatCannotBeWrittenIsSaid() throws {
        let run = try BenchProgram(["--packets", "10", "report"], temporaryFolder: "/nowhere")
        #expect(run.code == 74 && run.output.isEmpty)
        #expect(run.error == "lro-bench: /nowhere: cannot be written: No such file or directory\n")
    }

    @Test(arguments: [
        (["nothing"], "no case begins with \"nothing\"; cases are floor/128/one-line, "),
        (["open", "\u{1b}[31m"], "no case begins with \"\\x1b[31m\"; cases are "),
        (["--rounds", "0"], "--rounds takes a number from 1 to 1000"),
        (["--packets", "-1"], "--packets takes a number from 1 to 100000000"),
        (["--rounds", "x"], "The value 'x' is invalid for '--rounds"),
    ])
    func wrongArgumentsAreSaid(arguments: [String], message: String) throws {
        let run = try BenchProgram(arguments)
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.error.hasPrefix("lro-bench: \(message)"), "\(run.error)")
        #expect(run.error.split(separator: "\n").count == 1)
    }
}
