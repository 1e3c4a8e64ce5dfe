import Packet
import Tables
import TestSupport
import Testing

/// The hash index against a dictionary, with hashes made to collide.
@Suite struct FlowIndexTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func isADictionary(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let hashes: [UInt64] = (0..<40).map { _ in random.next() & (random.oneIn(2) ? .max : 0x0000_001f << 32) }
        var index = FlowIndex()
        var model: [Int: UInt64] = [:]
        for _ in 0..<4000 {
            let number = random.below(600)
            if let hash = model[number] {
                index.remove(number, hash: hash)
                model[number] = nil
            } else {
                let hash = random.pick(hashes)
                index.insert(number, hash: hash)
                model[number] = hash
            }
            let sought = random.below(600)
            let hash = model[sought] ?? random.pick(hashes)
            let found = index.find(hash: hash) { $0 == sought }
            #expect(found == (model[sought] == nil ? nil : sought), "seed \(seed)")
        }
        for (number, hash) in model { #expect(index.find(hash: hash) { $0 == number } == number, "seed \(seed)") }
    }

    @Test func everyPartOfTheKeyCounts() {
        let flow = FlowKey(
            source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 5,
            destinationPort: 6)
        var others = [flow, flow.reversed, flow, flow, flow, flow]
        others[2].vlan = 7
        others[3].sourcePort = 7
        others[4].destinationPort = 7
        others[5].source = IPAddress(high: 1, low: 0x0a00_0001)
        #expect(Set(others.map(\.mixed)).count == others.count)
    }
}
