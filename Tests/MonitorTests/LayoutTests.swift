import Monitor
import Screen
import Testing

/// Where the panels stand.
@Suite struct LayoutTests {
    private func parts(_ layout: Layout) -> [Rect] {
        [layout.header, layout.note, layout.queues, layout.table, layout.events, layout.rounds, layout.footer]
    }

    @Test(arguments: 0...70)
    func partsFillTheScreenAndNeverOverlap(height: Int) {
        for width in [0, 1, 19, 60, 80, 200] {
            for queues in [1, 4, 16, 128] {
                for (zoomed, hasClock) in [(nil, false), (nil, true), (Model.Panel.table, false), (.events, true)] {
                    let layout = Layout(
                        width: width, height: height, queueCount: queues, hasClock: hasClock, zoomed: zoomed)
                    let shown = parts(layout).filter { $0.height > 0 }
                    #expect(shown.reduce(0) { $0 + $1.height } == height)
                    #expect(shown.allSatisfy { $0.x == 0 && $0.width == width && $0.y >= 0 && $0.bottom <= height })
                    for (one, other) in zip(shown, shown.dropFirst()) { #expect(one.y != other.y) }
                }
            }
        }
    }

    @Test func panelsGoInTurn() {
        func has(_ height: Int) -> [Bool] {
            let layout = Layout(width: 120, height: height, queueCount: 4)
            return [layout.rounds, layout.events, layout.queues, layout.note, layout.footer].map { !$0.isEmpty }
        }
        #expect(has(24) == [true, true, true, true, true])
        #expect(has(19) == [false, true, true, true, true])
        #expect(has(13) == [false, false, true, true, true])
        #expect(has(9) == [false, false, false, true, true])
        #expect(has(3) == [false, false, false, false, true])
    }

    @Test func queuesArePanelsWhereThereIsRoom() {
        #expect(Layout(width: 80, height: 24, queueCount: 4).hasPanels)
        #expect(!Layout(width: 79, height: 24, queueCount: 4).hasPanels)
        #expect(!Layout(width: 200, height: 60, queueCount: 16).hasPanels)
        #expect(!Layout(width: 80, height: 15, queueCount: 4).hasPanels)
    }

    @Test(arguments: [(80, 24, 4), (80, 24, 1), (120, 40, 4), (200, 50, 4), (200, 50, 1)])
    func byTheClockQueuesHaveMoreToSay(width: Int, height: Int, queues: Int) {
        let (with, without) = (
            Layout(width: width, height: height, queueCount: queues, hasClock: true),
            Layout(width: width, height: height, queueCount: queues)
        )
        // In a wide panel it stands beside the rest.
        #expect(with.queues.height > without.queues.height || queues == 1 && with.queues.height >= 7)
        #expect(with.table.height >= 8 && with.events.height >= 4)
    }

    @Test func zoomedPanelHasTheRoom() {
        let table = Layout(width: 80, height: 24, queueCount: 4, zoomed: .table)
        #expect(table.table.height == 19)
        #expect(table.events.isEmpty && table.queues.isEmpty)
        let events = Layout(width: 80, height: 24, queueCount: 4, zoomed: .events)
        #expect(events.events.height == 19)
        #expect(events.table.isEmpty)
    }
}
