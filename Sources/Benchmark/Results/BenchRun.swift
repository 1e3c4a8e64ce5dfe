/// Measures cases side by side: every round runs each of them once, so that what disturbs the machine for a while
/// disturbs all.
package struct BenchRun {
    /// What came out of a case.
    package struct Result: Sendable {
        /// The case.
        package let measured: Case
        /// The cost of one packet, screen or snapshot, in nanoseconds.
        package let nanoseconds: Figure
        /// Packets for each delivery, where packets are delivered.
        package let ratio: Double?
        /// The median as a multiple of that of the floor that reads two cache lines, where one belongs to the case.
        package let floors: Double?
    }

    /// How many rounds are measured; one goes before them that is not.
    package let rounds: Int
    /// How many packets a case has in a round, rounded up to whole laps of its frames.
    package let packets: Int

    /// A run of so many rounds.
    package init(rounds: Int = 7, packets: Int = 1_000_000) {
        self.rounds = max(1, rounds)
        self.packets = max(1, packets)
    }

    /// Measures `cases`, and the floors that they are compared with.
    ///
    /// - Parameters:
    ///   - cases: What to measure.
    ///   - progress: Told what is done next: 0 for the round that is not measured.
    /// - Returns: The results in the order of all cases.
    /// - Throws: What went wrong with the capture.
    package func measure(_ cases: [Case], progress: (_ round: Int) -> Void = { _ in }) throws -> [Result] {
        let cases = withFloors(cases)
        let stock = BenchFixtures()
        progress(0)
        var workloads = try cases.map { try $0.prepare(stock, packets) }
        var times = Array(repeating: [Double](), count: cases.count)
        var ratios = Array(repeating: Double?.none, count: cases.count)
        for round in 0...rounds {
            progress(round)
            for place in cases.indices {
                let measure = try workloads[place].run()
                // The first round brings memory and caches to where they stay.
                if round > 0 { times[place].append(measure.nanoseconds) }
                ratios[place] = measure.ratio
            }
        }
        let figures = times.map { Figure($0) }
        return cases.indices.compactMap { place in
            guard let figure = figures[place] else { return nil }
            let floor = cases[place].record.flatMap { Case.floor($0) }
            let floorPlace = cases.firstIndex { $0.name == floor?.name }
            let least = floorPlace.flatMap { figures[$0]?.median } ?? 0
            return Result(
                measured: cases[place], nanoseconds: figure, ratio: ratios[place],
                floors: least > 0 ? figure.median / least : nil)
        }
    }

    private func withFloors(_ cases: [Case]) -> [Case] {
        let names = cases.map(\.name) + cases.compactMap { $0.record.flatMap { Case.floor($0)?.name } }
        return Case.all.filter { names.contains($0.name) }
    }
}
