import Frames
import Intake
import Packet
import TestSupport

/// What an intake makes of some frames.
struct IntakeHarness {
    /// The packets that were handed out, since the source last began anew.
    private(set) var packets: [TestFrame] = []
    /// Their numbers in the capture.
    private(set) var numbers: [String] = []
    /// How often the source began anew.
    private(set) var restarts = 0
    /// What ended it early.
    private(set) var fault: SourceError?
    /// What was done.
    private(set) var account = SourceAccount()
    private(set) var flows: FlowAccounts?

    /// Reads all frames of a source through an intake.
    init(_ source: any FrameSource, _ options: IntakeOptions = IntakeOptions(), capacity: Int = 64) throws {
        self.init(try IntakeSource(source, options), capacity: capacity)
    }

    /// Reads all frames through an intake.
    init(_ frames: [TestFrame], _ options: IntakeOptions = IntakeOptions(), capacity: Int = 64) throws {
        try self.init(try TestSource(frames), options, capacity: capacity)
    }

    /// Reads all packets of a source.
    init(_ source: any FrameSource, capacity: Int) {
        var (source, batch) = (source, FrameBatch(capacity: capacity))
        while true {
            do throws(SourceError) {
                guard try source.read(into: &batch) else { break }
                for place in batch.indices {
                    let record = batch.record(at: place)
                    packets.append(TestFrame(Array(batch.frame(at: place)), wireLength: Int(record.wireLength)))
                    numbers.append(source.numbers?.number(of: record.index)?.description ?? "\(record.index)")
                }
            } catch {
                guard error.kind == .beginsAnew else {
                    fault = error
                    break
                }
                (packets, numbers, restarts) = ([], [], restarts + 1)
            }
        }
        account = source.facts.account ?? account
        flows = source.flowAccounts
    }
}

/// Packets of a connection as a capture has them, merged or not.
struct Connection {
    private(set) var frames: [TestFrame] = []
    private var side = FrameBuilder.segment(1_000, count: 0)

    /// A connection from host 1 to host 2; with a SYN where an MSS is given.
    init(mss: Int? = nil, isIPv6: Bool = false) {
        side.identification = 1
        guard let mss else { return }
        var syn = side
        syn.flags = [.syn]
        syn.sequence = side.sequence &- 1
        syn.tcpOptions = [2, 4, UInt8(mss >> 8), UInt8(mss & 255)]
        frames.append(TestFrame(syn.bytes()))
        var answer = FrameBuilder(side.flow.reversed)
        answer.flags = [.syn, .ack]
        answer.tcpOptions = syn.tcpOptions
        frames.append(TestFrame(answer.bytes()))
    }

    /// Sends packets of so much payload, each of which was so many segments on the wire.
    mutating func send(_ payload: Int, segments: Int = 1, times: Int = 1) {
        for _ in 0..<times {
            side.payload = (0..<payload).map { UInt8(truncatingIfNeeded: Int(side.sequence) &+ $0) }
            side.flags = [.ack]
            frames.append(TestFrame(side.bytes()))
            side.sequence &+= UInt32(payload)
            side.identification &+= UInt16(segments)
        }
    }

    /// Acknowledges what was sent.
    mutating func acknowledge() {
        var answer = FrameBuilder(side.flow.reversed)
        answer.acknowledgment = side.sequence
        frames.append(TestFrame(answer.bytes()))
    }
}
