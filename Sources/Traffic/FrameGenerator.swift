import Packet
import Timing

/// Synthetic traffic, frame by frame: what a receiver sees of many connections over one 10 Gbit/s link.
///
/// Only frames towards the receiver are there, as on its receive queues: of a handshake the SYN and the
/// last ACK. Senders put bursts on the link faster than it takes them, so bursts that meet are
/// interleaved: frame by frame as they reach the link, or, where `SyntheticSettings.interleave` says so, in
/// turns as a fair switch would. That decides which frames there are, and in what order; `SyntheticSettings.rate`
/// decides when they arrive, and nothing else. A copy goes on with the same frames as the original.
///
///     var traffic = FrameGenerator(settings)
///     traffic.advance()
///     // traffic.frame, traffic.time
public struct FrameGenerator: Sendable {
    /// The bytes of the current frame; none before the first `advance()`.
    public private(set) var frame: [UInt8] = []
    /// When the current frame arrived, in nanoseconds since 1970.
    public private(set) var time: Int64 = 0

    /// All traffic begins at 2024-01-01 00:00 UTC.
    private static let epoch: Int64 = 1_704_067_200_000_000_000
    /// Preamble, frame check sequence and gap: what a frame takes on the link beyond its bytes.
    private static let overhead = 24

    private var connections: [Connection]
    private var background: Background
    private var agenda: Agenda
    private var bursts: SenderBursts
    private var stamps: LinkStamps
    /// Frames to be sent behind the current one before anything else: the rest of a fragmented packet.
    private var followers: [[UInt8]] = []
    /// When the link would be free again if nobody slowed the senders down, in nanoseconds since the epoch: the time
    /// of the agenda.
    private var linkIsFree: Int64 = 0
    /// How many frames of a burst make a turn; nil where there are no turns.
    private let turn: Int?
    /// How many frames of its turn the sender that is due first has had.
    private var turnTaken = 0

    /// Traffic as `settings` describe it.
    public init(_ settings: SyntheticSettings) {
        var random = RandomNumbers(seed: settings.seed)
        connections = (0..<settings.flows).map { place in
            Connection(settings.traits(of: place), place: place, random.split())
        }
        turn = settings.interleave
        background = Background(random.split())
        // Connections do not begin all at once, but all within two milliseconds.
        let spread = min(50_000 * settings.flows, 2_000_000)
        var entries = connections.indices.map { sender in
            Agenda.Entry(time: Int64(random.number(in: 0...spread)), sender: sender)
        }
        if settings.profile.hasBackground { entries.append(Agenda.Entry(time: 0, sender: connections.count)) }
        agenda = Agenda(entries)
        bursts = SenderBursts(senders: connections.count + 1)
        stamps = LinkStamps(settings.rate)
    }

    /// Goes on to the next frame.
    public mutating func advance() {
        if !followers.isEmpty {
            frame = followers.removeFirst()
            send(at: linkIsFree, beginsBurst: false)
            return
        }
        let due = agenda.first
        let (pause, beginsBurst) = emit(due)
        send(at: due.time, beginsBurst: beginsBurst)
        switch pause {
        case .spacing(let time):
            if let turn { takeTurns(of: turn) } else { agenda.putOffFirst(to: due.time + time) }
            return
        case .silence(let time): agenda.putOffFirst(to: linkIsFree + time)
        case .beat(let period, let delay): agenda.putOffFirst(to: (linkIsFree / period + 1) * period + delay)
        }
        bursts.end(due.sender)
        turnTaken = 0
    }

    /// Makes the frame of the sender that is due.
    private mutating func emit(_ due: Agenda.Entry) -> (pause: Pause, beginsBurst: Bool) {
        guard due.sender < connections.count else {
            let pause = background.emit(into: &frame, followers: &followers)
            return (pause, bursts.begins(due.sender, payload: 0, at: due.time, beat: 0))
        }
        let pause = connections[due.sender].emit(at: due.time, into: &frame, followers: &followers)
        let begins = bursts.begins(
            due.sender, payload: connections[due.sender].latestPayload, at: due.time,
            beat: connections[due.sender].traits.beat)
        return (pause, begins)
    }

    /// Lets the sender that is due first go on until its turn is over, and then wait until all have had theirs
    /// whose frames wait now.
    private mutating func takeTurns(of frames: Int) {
        turnTaken += 1
        guard turnTaken >= frames else { return }
        agenda.putOffFirst(to: linkIsFree)
        turnTaken = 0
    }

    /// Puts the frame, which reached the link at `arrival`, on it as soon as it is free.
    private mutating func send(at arrival: Int64, beginsBurst: Bool) {
        let start = max(arrival, linkIsFree)
        // Ten bits in a nanosecond.
        linkIsFree = start + Int64((frame.count + Self.overhead) * 8 / 10)
        time = Self.epoch + stamps.next(length: frame.count, beginsBurst: beginsBurst)
    }
}

/// How long a sender waits before its next frame, in nanoseconds.
enum Pause {
    /// In a burst: measured between the frames' arrivals at the link.
    case spacing(Int64)
    /// After a burst: measured from the end of its last frame on the link.
    case silence(Int64)
    /// After a burst: until the next multiple of a period since the start, and a bit.
    case beat(Int64, delay: Int64)
}
