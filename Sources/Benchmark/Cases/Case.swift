/// Something whose cost is measured, by name.
package struct Case: Sendable {
    /// What is counted.
    package enum Unit: String, Sendable {
        /// A received frame.
        case packet
        /// A drawn screen.
        case screen
        /// A snapshot of a run.
        case snapshot
    }

    /// What a user picks it by: words from the general to the particular, with slashes between them.
    package let name: String
    /// What is timed, in a few words.
    package let summary: String
    /// What its figure is the cost of.
    package let unit: Unit
    /// The records whose floor it is compared with, or nil where no memory floor belongs to it.
    package let record: RecordLength?
    /// Makes ready what is to be timed, for so many packets in a round.
    let prepare: @Sendable (_ stock: BenchFixtures, _ packets: Int) throws -> any Workload

    /// A case whose work `prepare` makes ready.
    init(
        _ name: String, _ summary: String, unit: Unit = .packet, record: RecordLength? = .short,
        prepare: @escaping @Sendable (_ stock: BenchFixtures, _ packets: Int) throws -> any Workload
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.record = record
        self.prepare = prepare
    }
}

extension Case {
    /// All cases, floors first.
    package static let all: [Case] =
        floors + engine + managers + frames + openSessions + rulebooks + records + queues + clock + report + screen
        + snapshots
        + checkpoints

    /// The cases whose names begin with one of `prefixes`, in the order of all; all of them without a prefix.
    ///
    /// - Throws: That nothing begins like that, and which cases there are.
    package static func picked(_ prefixes: [String]) throws(UnknownCase) -> [Case] {
        if prefixes.isEmpty { return all }
        for prefix in prefixes where !all.contains(where: { $0.name.hasPrefix(prefix) }) {
            throw UnknownCase(name: prefix)
        }
        return all.filter { one in prefixes.contains { one.name.hasPrefix($0) } }
    }
}

/// A name that no case begins with.
package struct UnknownCase: Error, CustomStringConvertible {
    /// What was asked for.
    package let name: String

    package var description: String {
        "no case begins with \"\(name)\"; cases are \(Case.all.map(\.name).joined(separator: ", "))"
    }
}
