import Screen

/// The results for people.
package enum BenchText {
    /// The machine, and a table with a line for each case.
    package static func text(_ results: [BenchRun.Result], _ run: BenchRun, _ machine: Machine) -> String {
        var lines = heading(run, machine)
        lines.append("")
        let table = [["case", "ns per", "median", "minimum", "maximum", "ratio", "floors"]] + results.map(row)
        let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        for row in table {
            let cells = row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return column < 2 ? row[column] + blanks : blanks + row[column]
            }
            lines.append(cells.joined(separator: "  "))
        }
        lines.append("")
        lines.append("ratio: packets for each delivery. floors: multiples of reading two cache lines of each frame.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ run: BenchRun, _ machine: Machine) -> [String] {
        let memory = [
            "\(Quantity.bytes(machine.memory)) memory", "L2 \(Quantity.bytes(machine.secondLevelCache))",
            "L3 \(Quantity.bytes(machine.thirdLevelCache))",
        ]
        let processor = machine.processor.isEmpty ? "unknown processor" : machine.processor
        let build = machine.isOptimized ? "optimised" : "not optimised: measure with -c release"
        return [
            "\(processor), \(machine.cores) cores, \(memory.joined(separator: ", "))",
            "Swift \(machine.swift), \(build), \(machine.date), load \(Quantity.fixed(machine.load, decimals: 2))",
            "\(run.rounds) \(run.rounds == 1 ? "round" : "rounds"), \(run.packets) packets in each",
        ]
    }

    private static func row(_ result: BenchRun.Result) -> [String] {
        let (figure, ratio) = (result.nanoseconds, result.ratio)
        return [
            result.measured.name, result.measured.unit.rawValue, Quantity.fixed(figure.median),
            Quantity.fixed(figure.minimum), Quantity.fixed(figure.maximum),
            ratio.map { Quantity.fixed($0) } ?? "", result.floors.map { Quantity.fixed($0) } ?? "",
        ]
    }
}
