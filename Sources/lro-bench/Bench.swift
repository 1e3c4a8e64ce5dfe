import ArgumentParser
import Benchmark

/// The program `lro-bench`.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lro-bench", abstract: "Measure what a packet costs in each part of lro-top.")

    @Argument(help: "Cases, or how their names begin; all without one.")
    var cases: [String] = []

    @Flag(help: "Print the cases and what they measure.")
    var list = false

    @Flag(help: "Print the results as one JSON object.")
    var json = false

    @Option(parsing: .unconditional, help: "Rounds that are measured, from 1 to 1000.")
    var rounds = 7

    @Option(parsing: .unconditional, help: "Packets of a case in a round, from 1 to 100000000.")
    var packets = 1_000_000

    func validate() throws {
        guard (1...1000).contains(rounds) else { throw ValidationError("--rounds takes a number from 1 to 1000") }
        guard (1...100_000_000).contains(packets) else {
            throw ValidationError("--packets takes a number from 1 to 100000000")
        }
    }

    func run() throws {
        let picked: [Case]
        do {
            picked = try Case.picked(cases)
        } catch {
            throw ValidationError(error.description)
        }
        if list { return try Output.write(Array(Self.list(picked).utf8)) }
        let run = BenchRun(rounds: rounds, packets: packets)
        let machine = Machine.current
        let results = try run.measure(picked) { round in
            Output.progress(round == 0 ? "preparing" : "round \(round) of \(rounds)")
        }
        Output.progress("")
        try Output.write(
            json ? BenchJSON.bytes(results, run, machine) : Array(BenchText.text(results, run, machine).utf8))
    }

    private static func list(_ cases: [Case]) -> String {
        let width = cases.map(\.name.count).max() ?? 0
        return cases.map { one in
            one.name + String(repeating: " ", count: width - one.name.count) + "  " + one.summary + "\n"
        }.joined()
    }

    /// Parses the command line, measures, and ends with the exit code of what happened.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Output.end(with: error)
        }
    }
}
