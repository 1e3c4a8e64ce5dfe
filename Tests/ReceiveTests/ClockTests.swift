import Receive
import TestSupport
import Testing

/// Interrupts, rings, polls, CPUs and flush policies in time.
@Suite struct ClockTests {
    /// Each 100-byte payload makes a frame of 154 bytes; A, B … are flows.
    @Test(arguments: [
        ClockScenario(
            "the wait begins with the first frame", "rx-usecs=1",
            ["0 A s0 100", "400 A s100 100", "1000 A s200 100", "1001 A s300 100"],
            ["0+1+2 poll-end @1000 [1000 0 0 0]", "3 poll-end @2001", "= interrupts=2 polls=2 end=2001"]),
        ClockScenario(
            "so many frames end the wait", "rx-usecs=1 rx-frames=2",
            ["0 A s0 100", "400 A s100 100", "500 A s200 100"], ["0+1 poll-end @400", "2 poll-end @1500"]),
        ClockScenario(
            "rearm: every frame begins the wait anew", "moderation=rearm rx-usecs=1",
            ["0 A s0 100", "900 A s100 100", "1800 A s200 100"], ["0+1+2 poll-end @2800", "= interrupts=1"]),
        ClockScenario(
            "gap: a least time between two interrupts", "moderation=gap rx-usecs=1",
            ["0 A s0 100", "100 A s100 100", "200 A s200 100", "5000 A s300 100"],
            ["0 poll-end @0", "1+2 poll-end @1000", "3 poll-end @5000", "= interrupts=3"]),
        ClockScenario(
            "what finds the ring full is dropped", "rx-usecs=1 ring=2",
            ["0 A s0 100", "1 A s100 100", "2 A s200 100"], ["0+1 poll-end @1000", "= dropped=1"]),
        ClockScenario(
            "a poll that used its budget is followed by another, without an interrupt", "rx-usecs=1 budget=2",
            ["0 A s0 100 x3"], ["0+1 poll-end @1000", "2 poll-end @1000", "= interrupts=1 polls=2 full=1"]),
        ClockScenario(
            "what is paid goes by while frames come", "cost=100,10,1,2,50,0",
            ["0 A s0 100", "115 A s100 100", "117 B s0 100"],
            [
                "0 poll-end @163 [0 110 3 50]", "1 poll-end @329 [48 110 6 50]", "2 poll-end @379 [46 113 53 50]",
                "= busy=379 interrupts=2",
            ]),
        ClockScenario(
            "in pages mode the skb is paid with the delivery", "cost=0,0,0,7,0,0 mode=pages",
            ["0 A s0 100 x3"], ["0+1+2 poll-end @7", "= busy=7"]),
        ClockScenario(
            "a byte's picoseconds are rounded down", "cost=0,0,0,0,0,500", ["0 A s0 100"],
            ["0 poll-end @77", "= busy=77"]),
        ClockScenario(
            "two queues of one CPU: one poll behind the other", "queues=2 cpus=1 cost=0,0,1000,0,0,0",
            ["0 A s0 100", "0 B s0 100"], ["0 poll-end @1000", "1 poll-end @2000"]),
        ClockScenario(
            "idle: a poll that used its budget flushes nothing", "flush=idle budget=2", ["0 A s0 100 x3"],
            ["0+1+2 poll-end @0", "= polls=2"]),
        ClockScenario(
            "empty: a poll that takes nothing flushes", "flush=empty", ["0 A s0 100"],
            ["0 poll-end @0", "= polls=2 empty=1 interrupts=1"]),
        ClockScenario(
            "timeout: a timer has the queue polled", "flush=timeout=1", ["0 A s0 100", "999 A s100 100"],
            ["0+1 timeout @1000", "= timer=1 empty=1"]),
        ClockScenario(
            "timeout-at-poll: nothing happens before something arrives", "flush=timeout-at-poll=1",
            ["0 A s0 100", "5000 B s0 100"], ["0 timeout @5000", "1 source-end @5000"]),
        ClockScenario(
            "kernel: what is held waits for the timer", "flush=kernel=20", ["0 A s0 100", "1000 A s100 100"],
            ["0+1 poll-end @21000", "= timer=1 empty=1"]),
        ClockScenario(
            "kernel: polls that are put off leave the interrupt off", "flush=kernel=20,2",
            ["0 A s0 100", "1000 A s100 100"],
            ["0+1 poll-end @60000", "= interrupts=1 timer=3"]),
        ClockScenario(
            "a change takes effect at the arrival of the latest frame", "rx-usecs=1",
            ["0 A s0 100", "500 A s100 100", "turn max-aggr=1", "600 A s200 100"],
            ["0 max-aggr @1000", "1 max-aggr @1000", "2 max-aggr @1000"]),
    ])
    func scenario(_ scenario: ClockScenario) throws {
        #expect(try scenario.mismatch() == nil)
    }
}
