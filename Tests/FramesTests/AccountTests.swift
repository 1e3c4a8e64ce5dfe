import Frames
import Testing

/// What was done to a capture, in numbers and words.
@Suite struct AccountTests {
    @Test func whatWasCutIsSaidInASentence() {
        var counts = UnmergeCounts()
        #expect(counts.isEmpty && counts.sentence == "no packet was merged before the capture")
        counts.withoutLength = 2
        #expect(!counts.isEmpty && counts.sentence == "2 packets of IP length 0 have that of their frames")
        counts.uncertain = 3
        #expect(
            counts.sentence
                == "3 merged before the capture: 3 left whole, as nothing tells the size of their segments; "
                + "2 packets of IP length 0 have that of their frames")
    }

    @Test func interfacesAreCountedByPlaceAndByIndex() {
        var counts = InterfaceCounts()
        counts.add(5, at: 2)
        for index in [7, 3, 7] { counts.addFrame(ofIndex: index) }
        #expect((0..<4).map { counts.frames(at: $0) } == [0, 0, 5, 0])
        #expect(counts.indices.map(\.name) == ["index 3", "index 7"] && counts.indices.map(\.frames) == [1, 2])
    }

    /// A capture that names ever new ones takes no more memory for it.
    @Test func manyIndicesAreCountedTogether() {
        var counts = InterfaceCounts()
        for index in (0..<100).reversed() { counts.addFrame(ofIndex: index) }
        counts.addFrame(ofIndex: 99)
        let indices = counts.indices
        #expect(indices.compactMap(\.index) == Array(36..<100))
        #expect(indices.last?.name == "other indices" && indices.last?.frames == 36)
        #expect(indices.dropLast().last?.frames == 2)
    }
}
