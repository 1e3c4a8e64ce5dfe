import Foundation
import TestSupport
import Testing

/// `lro-top trace` with a clock against what a model gives that was written from the clock's description alone.
@Suite struct ClockTraceTests {
    /// A run of the model: its options, and what it came to.
    struct Reference: Sendable, CustomStringConvertible {
        let cells: [String: String]
        let capture: URL
        let trace: URL?

        var description: String { "\(cells["trace"] ?? "") \(capture.lastPathComponent) \(cells["flush"] ?? "")" }
    }

    /// The runs of the index in `folder` whose captures are in one of `captures`; none where there is no index.
    private static func references(_ folder: URL, captures: [URL]) -> [Reference] {
        let index = (try? String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)) ?? ""
        let rows = index.split(separator: "\n").map { row in
            row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        return rows.dropFirst().compactMap { row in
            let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], row))
            guard let name = cells["capture"], let trace = cells["trace"],
                let capture = captures.map({ $0.appending(path: name) })
                    .first(where: { FileManager.default.fileExists(atPath: $0.path) })
            else { return nil }
            return Reference(cells: cells, capture: capture, trace: trace.isEmpty ? nil : folder.appending(path: trace))
        }
    }

    private static let own = references(
        Folders.tests.appending(path: "ProgramTests/ClockTraces"),
        captures: [Folders.tests.appending(path: "Support/Captures")])
    private static let shared = references(
        Folders.shared.appending(path: "traces/clock"),
        captures: [Folders.shared.appending(path: "captures"), Folders.shared.appending(path: "captures/fuzz")])

    @Test func referencesAreThere() {
        #expect(Self.own.count == 9 && Self.own.contains { $0.trace != nil })
        #expect(Self.shared.isEmpty || Self.shared.count == 140)
    }

    @Test(arguments: own)
    func ownReference(_ reference: Reference) throws { try expectEqual(reference) }

    @Test(arguments: shared)
    func sharedReference(_ reference: Reference) throws { try expectEqual(reference) }

    private func expectEqual(_ reference: Reference) throws {
        let costs = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID()).toml")
        defer { try? FileManager.default.removeItem(at: costs) }
        let run = try Program.run(
            ["trace", reference.capture.path] + Program.asCaptured + Self.options(reference.cells, costs))
        try #require(run.status == 0, "\(run.complaint)")
        let lines = [UInt8](run.output).split(separator: 10)
        var told = Sums()
        for line in lines.dropLast() { told.add(TraceLine(line)) }
        let last = TraceLine(try #require(lines.last))
        let counters = [
            "dropped", "interrupts", "timer_interrupts", "polls", "empty_polls", "full_polls", "ring_peak", "busy_ns",
            "end", "corrected",
        ]
        for name in counters {
            #expect(
                last[ArraySlice(name.utf8)].map { String(decoding: $0, as: UTF8.self) } == reference.cells[name],
                "\(name)")
        }
        for (name, value) in told.all { #expect("\(value)" == reference.cells[name], "\(name)") }
        guard let trace = reference.trace else { return }
        let unpacked = try Program.run(URL(filePath: "/bin/gzip"), ["-dc", trace.path])
        try #require(unpacked.status == 0, "\(unpacked.complaint)")
        let difference = TraceLine.difference([UInt8](run.output), reference: [UInt8](unpacked.output))
        #expect(difference == nil)
    }

    /// The options of a run; `costs` is a file for those of a CPU.
    private static func options(_ cells: [String: String], _ costs: URL) throws -> [String] {
        func cell(_ name: String) -> String { cells[name] ?? "" }
        let names = [
            "rules", "mode", "sessions", "budget", "mtu", "copybreak", "queues", "arrivals", "ring", "moderation",
            "rx_usecs", "cpus", "flush", "hz",
        ]
        var options = names.flatMap { ["--\($0.replacing("_", with: "-"))", cell($0)] }
        if cell("arrivals") == "recorded" { options += ["--speed", cell("speed")] }
        if cell("moderation") != "gap" { options += ["--rx-frames", cell("rx_frames")] }
        if cell("rules") == "gro" {
            // The model's kernel has no 802.1Q.
            options += ["--verify-checksums", "--gro-vlan", "off", "--gro-buckets", cell("gro_buckets")]
        } else {
            options += ["--max-aggr", cell("max_aggr")]
        }
        guard cell("cost") != "none" else { return options }
        let keys = ["interrupt", "poll", "frame", "skb", "delivery", "byte-ps"]
        let lines = zip(keys, cell("cost").split(separator: ",")).map { "\($0) = \($1)\n" }
        try lines.joined().write(to: costs, atomically: true, encoding: .utf8)
        return options + ["--cost", costs.path]
    }
}

/// What all lines of a trace come to.
private struct Sums {
    private var lines = 0
    private var sums = [Int](repeating: 0, count: 4)
    private var longest = 0

    /// The sums by the names of the index.
    var all: [(String, Int)] {
        [("lines", lines), ("max_latency", longest)]
            + zip(["sum_moderation", "sum_ring", "sum_held", "sum_delivery"], sums)
    }

    mutating func add(_ line: TraceLine) {
        lines += 1
        let (at, held) = (numbers(line, "at").first ?? -1, numbers(line, "held_until").first ?? -1)
        let (arrived, taken) = (numbers(line, "arrived"), numbers(line, "taken"))
        for (place, moderation) in numbers(line, "moderation").enumerated() {
            sums[0] += moderation
            sums[1] += taken[place] - arrived[place] - moderation
            sums[2] += held - taken[place]
            sums[3] += at - held
            longest = max(longest, at - arrived[place])
        }
    }

    /// The whole numbers of a member: one, or those of an array.
    private func numbers(_ line: TraceLine, _ key: String) -> [Int] {
        (line[ArraySlice(key.utf8)] ?? []).split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            .map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    }
}
