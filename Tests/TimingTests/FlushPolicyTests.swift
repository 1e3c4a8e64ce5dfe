import Testing
import Timing

/// Flush policies as they are written.
@Suite struct FlushPolicyTests {
    @Test(arguments: [
        "poll-end", "idle", "empty", "timeout=50", "timeout-at-poll=0", "kernel=20", "kernel=1000000,1000",
    ])
    func areReadAsTheyAreWritten(text: String) {
        #expect(FlushPolicy(text)?.description == text)
    }

    @Test(arguments: [
        "", "poll end", "timeout", "timeout=", "timeout=-1", "timeout=1000001", "timeout=5,3", "kernel=5,1001",
        "kernel=5,", "kernel=5,1,1", "idle=3",
    ])
    func areNothingElse(text: String) {
        #expect(FlushPolicy(text) == nil)
    }
}
