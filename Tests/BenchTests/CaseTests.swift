import Benchmark
import Testing

/// The cases do what their names say: on few packets, and never for their time.
@Suite struct CaseTests {
    /// How many packets a delivery of each case has, from its name; nil where nothing is delivered.
    static func ratio(of name: String) -> ClosedRange<Double>? {
        switch name.split(separator: "/").first {
        case "engine", "manager", "frames":
            if name.hasSuffix("/1:64") { return 32...32 }
            if name.hasSuffix("/8:8") { return 8...8 }
            return name.hasSuffix("/random") ? 3...5 : 1...1
        case "open": return 4...4
        case "rules", "deliveries", "log", "ledger": return 8...8
        // Four of eight flows in each queue: two bursts of each in a round.
        case "queues": return 16...16
        // In time a poll has as many frames as there are, which are more the faster they come.
        case "clock": return name.contains("/queues/") || name.hasSuffix("/4096") ? 1...40 : 3...8
        case "report", "watch":
            if name.hasSuffix("/bulk") { return 10...30 }
            return ["report/records", "report/read"].contains(name) ? nil : 2...10
        default: return nil
        }
    }

    @Test(arguments: Case.all.map(\.name))
    func everyCaseMergesAsItsNameSays(name: String) throws {
        let results = try BenchRun(rounds: 2, packets: 2_000).measure(Case.picked([name]))
        let result = try #require(results.first { $0.measured.name == name })
        if let expected = Self.ratio(of: name) {
            #expect(expected.contains(try #require(result.ratio)), "\(result.ratio ?? 0)")
        } else {
            #expect(result.ratio == nil)
        }
        #expect(result.nanoseconds.minimum > 0)
        #expect((result.floors == nil) == (result.measured.unit != .packet))
    }

    @Test func everyNameIsThere() {
        let names = Case.all.map(\.name)
        #expect(Set(names).count == names.count)
        let wanted = [
            "floor/128/two-lines", "engine/4096:1", "engine/random", "frames/1514/512:1", "open/65536",
            "rules/inet-lro/pages", "deliveries/kept", "log/off", "ledger/off", "report/records", "report/read",
            "report/bulk", "watch/mixed", "screen/200x60",
            "snapshot/held/64", "snapshot/made/65536",
        ]
        #expect(wanted.filter { !names.contains($0) } == [])
    }

    @Test func aPrefixPicksCases() throws {
        let picked = try Case.picked(["rules/gro", "open/64"])
        #expect(picked.map(\.name) == ["open/64", "rules/gro/skb", "rules/gro/pages"])
        #expect(try Case.picked([]).count == Case.all.count)
    }

    @Test func aPrefixOfNothingNamesTheCases() {
        let error = #expect(throws: UnknownCase.self) { try Case.picked(["open/64", "closed"]) }
        #expect(error?.description.hasPrefix("no case begins with \"closed\"; cases are floor/128/one-line, ") == true)
    }

    @Test func theFloorOfTheSameRecordsIsMeasuredToo() throws {
        let results = try BenchRun(rounds: 1, packets: 100).measure(Case.picked(["frames/1514/8:8"]))
        #expect(results.map(\.measured.name) == ["floor/1514/two-lines", "frames/1514/8:8"])
        let (floor, case8) = (results[0], results[1])
        #expect(floor.floors == 1)
        #expect(case8.floors == case8.nanoseconds.median / floor.nanoseconds.median)
    }
}
