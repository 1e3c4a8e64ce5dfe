import Packet
import Queues
import Receive
import Replay
import Snapshots
import TestSupport
import Testing

/// What is known when of packets in time, and of the polls of their queue.
@Suite struct TimelineTests {
    /// A receive path that has taken some steps, and what is known then: of each packet when it arrived, came to be
    /// polled for, was taken, was no longer held and was delivered, `–` for what has not happened, and why; of each poll
    /// what it is due to, since when, and when it began and ended, and its frames.
    struct Example: Sendable, CustomTestStringConvertible {
        let title: String
        let settings: String
        let steps: [String]
        let packets: [String]
        let polls: [String]
        var isOver = false
        var testDescription: String { title }
    }

    @Test(arguments: [
        Example(
            title: "what waits for the interrupt", settings: "rx-usecs=1", steps: ["0 A s0 100", "400 A s100 100"],
            packets: ["#0 0 – – – –", "#1 400 – – – –"], polls: []),
        Example(
            title: "what waits in the ring, since its poll goes on", settings: "cost=0,0,1000,0,0,0",
            steps: ["0 A s0 100", "100 A s100 100", "500 A s200 100"],
            packets: ["#0 0 0 0 – –", "#1 100 100 – – –", "#2 500 500 – – –"], polls: ["interrupt 0 0 – 1"]),
        Example(
            title: "what waits in the ring, since its CPU is busy elsewhere",
            settings: "queues=2 cpus=1 cost=0,0,1000,0,0,0", steps: ["0 B s0 100", "0 A s0 100", "500 A s100 100"],
            packets: ["#1 0 0 0 – –", "#2 500 500 – – –"], polls: ["interrupt 0 0 – 1"]),
        Example(
            title: "what is held in an open session", settings: "flush=timeout=1",
            steps: ["0 A s0 100", "500 A s100 100", "600 B s0 100"],
            packets: ["#0 0 0 0 – –", "#1 500 500 500 – –"], polls: ["interrupt 0 0 0 1", "interrupt 500 500 500 1"]),
        Example(
            title: "what a timer has delivered", settings: "flush=timeout=1 cost=0,0,10,0,5,0",
            steps: ["0 A s0 100", "2000 B s0 100"],
            packets: ["#0 0 0 0 1000 1005 timeout"], polls: ["interrupt 0 0 10 1", "timer 1000 1000 1005 0"]),
        Example(
            title: "a poll that used its budget is followed by another", settings: "rx-usecs=1 budget=2",
            steps: ["0 A s0 100 x3", "5000 B s0 100"],
            packets: [
                "#0 0 1000 1000 1000 1000 poll-end", "#1 0 1000 1000 1000 1000 poll-end",
                "#2 0 1000 1000 1000 1000 poll-end",
            ],
            polls: ["interrupt 1000 1000 1000 2", "again 1000 1000 1000 1"]),
        Example(
            title: "what found the ring full", settings: "rx-usecs=1 ring=1", steps: ["0 A s0 100", "1 A s100 100"],
            packets: ["#0 0 – – – –", "#1 1 – – – – dropped"], polls: []),
        Example(
            title: "what a change of settings has delivered", settings: "flush=timeout=9",
            steps: ["0 A s0 100", "500 B s0 100", "turn max-aggr=1"],
            packets: ["#0 0 0 0 500 500 tuning"], polls: ["interrupt 0 0 0 1"]),
        Example(
            title: "what the end of the source has delivered", settings: "flush=timeout-at-poll=9",
            steps: ["0 A s0 100", "500 B s0 100"], packets: ["#0 0 0 0 500 500 source-end"],
            polls: ["interrupt 0 0 0 1", "interrupt 500 500 500 1"], isOver: true),
    ])
    func known(_ example: Example) throws {
        var rig = try ClockScenario.run(example.settings, example.steps)
        if example.isOver { rig.finish() }
        let timelines = rig.pipeline.queues.indices.compactMap {
            Timeline(rig.pipeline, Timeline.Query(queue: $0, flow: Self.flow))
        }
        let timeline = try #require(timelines.first { !$0.packets.isEmpty })
        #expect(timeline.packets.map(text) == example.packets)
        #expect(timeline.polls.map(text) == example.polls)
    }

    @Test func ofAFlowOrOfAllInTheQueue() throws {
        let rig = try ClockScenario.run("rx-usecs=1", ["0 A s0 100", "1 B s0 100", "2 arp", "3 A s100 100"])
        let all = try #require(Timeline(rig.pipeline, Timeline.Query(queue: 0, flow: nil)))
        let one = try #require(Timeline(rig.pipeline, Timeline.Query(queue: 0, flow: Self.flow)))
        #expect(all.packets.map(\.frame) == [0, 1, 2, 3] && one.packets.map(\.frame) == [0, 3])
        #expect(all.packets.map(\.flow?.sourcePort) == [40_000, 40_001, nil, 40_000])
        #expect(one.packets.map(\.sequence) == [0, 100] && one.packets.map(\.payload) == [100, 100])
        #expect(Timeline(rig.pipeline, Timeline.Query(queue: 1, flow: nil)) == nil)
    }

    @Test func onlyTheLatestOfAsManyAsWanted() throws {
        let rig = try ClockScenario.run("", ["0 A s0 1 x5000", "1 A s5000 1 x90"])
        let timeline = try #require(Timeline(rig.pipeline, Timeline.Query(queue: 0, flow: nil)))
        #expect(timeline.packets.count == Timeline.limit)
        #expect(timeline.packets.last?.frame == 5089 && timeline.packets.first?.frame == 5090 - 4096)
    }

    @Test func whereTimeIsNotModelledThereIsNone() throws {
        var player = try Player(["A s0 100 x9"])
        player.take(9)
        var query = TableQuery()
        query.timeline = Timeline.Query(queue: 0, flow: nil)
        #expect(Snapshot(player, query).timeline == nil)
    }

    /// The flow A.
    private static let flow = FlowKey(
        source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_000,
        destinationPort: 5201)

    private func text(_ packet: TimedPacket) -> String {
        let times = [packet.arrived, packet.listed, packet.taken, packet.heldUntil, packet.at]
        let words = ["#\(packet.frame)"] + times.map { $0.map { "\($0)" } ?? "–" }
        return (words + [packet.reason?.id, packet.isDropped ? "dropped" : nil].compactMap(\.self))
            .joined(separator: " ")
    }

    private func text(_ poll: TimedPoll) -> String {
        let times = [poll.listed, poll.start, poll.end].map { $0.map { "\($0)" } ?? "–" }
        return "\(poll.cause.rawValue) \(times.joined(separator: " ")) \(poll.frames)"
    }
}
