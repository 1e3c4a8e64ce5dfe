import Benchmark
import Testing

/// What measurements of the same come to.
@Suite struct FigureTests {
    @Test func theMiddleAndTheEnds() throws {
        let figure = try #require(Figure([9, 2, 40]))
        #expect((figure.minimum, figure.median, figure.maximum) == (2, 9, 40))
    }

    @Test func anEvenNumberOfValuesMeetsHalfway() throws {
        #expect(try #require(Figure([4, 1, 2, 30])).median == 3)
    }

    @Test func oneValueIsAllThree() throws {
        let figure = try #require(Figure([7.5]))
        #expect((figure.minimum, figure.median, figure.maximum) == (7.5, 7.5, 7.5))
    }

    @Test func nothingHasNoFigure() {
        #expect(Figure([]) == nil)
    }
}
