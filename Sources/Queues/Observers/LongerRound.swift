/// What a round of another length would have been.
struct LongerRound: Sendable {
    /// Its frames.
    let budget: Int
    /// The deliveries that it would have saved.
    var saved = 0.0
    /// Flows that would have wanted a session in the one in progress.
    var wanted = 0
    /// The most flows that would have wanted a session in one that is over.
    var wantedBefore = 0
    /// Which of them is in progress.
    private var number: UInt64 = 0
    /// The first of the shorter rounds that are in it, counted from 1.
    private(set) var first: UInt64 = 1

    init(budget: Int) { self.budget = budget }

    /// Whether a flow that wanted a session in the shorter round `last`, or never if that is 0, wants one anew now.
    @inline(__always)
    func isNew(_ last: UInt64) -> Bool { last < first }

    /// Goes on to a shorter round, counted from 1, of `budget` frames.
    mutating func begin(_ round: UInt64, budget: Int) {
        let now = (round - 1) * UInt64(budget) / UInt64(self.budget)
        guard now != number else { return }
        wantedBefore = max(wanted, wantedBefore)
        wanted = 0
        number = now
        // The first round that is in it, even where this is not the first that is seen of it.
        first = (now * UInt64(self.budget) + UInt64(budget) - 1) / UInt64(budget) + 1
    }
}
