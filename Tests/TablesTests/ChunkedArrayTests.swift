import Tables
import Testing

/// An array in chunks is an array.
@Suite struct ChunkedArrayTests {
    @Test(arguments: [0, 1, 63, 64, 65, 1000])
    func holdsWhatWasAppended(count: Int) {
        var array = ChunkedArray<Int>()
        for number in 0..<count { array.append(number * 3) }
        #expect(array.count == count && Array(array) == (0..<count).map { $0 * 3 })
        for place in stride(from: 0, to: count, by: 7) { array[place] = -place }
        #expect(Array(array) == (0..<count).map { $0 % 7 == 0 ? -$0 : $0 * 3 })
    }

    @Test func copiesAreValues() {
        var array = ChunkedArray<Int>()
        for number in 0..<300 { array.append(number) }
        let copy = array
        array[130] = 0
        array.append(300)
        #expect(Array(copy) == Array(0..<300))
        #expect(array[130] == 0 && array.count == 301)
    }

    @Test(arguments: [0..<0, 0..<1, 10..<200, 63..<65, 64..<128, 0..<300])
    func partsAreCopiedInOrder(places: Range<Int>) {
        var array = ChunkedArray<Int>()
        for number in 0..<300 { array.append(number) }
        var copy = [-1]
        array.append(places, to: &copy)
        #expect(copy == [-1] + Array(places))
    }
}
