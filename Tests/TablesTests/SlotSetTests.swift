import Tables
import TestSupport
import Testing

/// A set of slots knows its lowest member and its lowest free slot, as a plain set does.
@Suite struct SlotSetTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func isASet(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var (slots, model) = (SlotSet(), Set<Int>())
        let width = [8, 200, 5000, 65_536][Int(seed % 4)]
        for step in 0..<4000 {
            if random.oneIn(500) {
                slots.removeAll()
                model = []
            } else if random.below(5) < 3, slots.lowestFree < width {
                let slot = slots.lowestFree
                #expect(!model.contains(slot), "seed \(seed), step \(step)")
                slots.insert(slot)
                model.insert(slot)
            } else if let slot = model.randomElement(below: random.below(max(1, model.count))) {
                slots.remove(slot)
                model.remove(slot)
            }
            #expect(slots.first == model.min(), "seed \(seed), step \(step)")
            let free = (0...model.count).first { !model.contains($0) }
            #expect(slots.lowestFree == free, "seed \(seed), step \(step)")
        }
    }
}

extension Set<Int> {
    /// The member at a place in ascending order.
    fileprivate func randomElement(below place: Int) -> Int? { isEmpty ? nil : sorted()[place] }
}
