/// Which frames of the senders begin a burst, as a sender's NIC cuts them with TSO.
///
/// A burst goes on as long as its sender does not pause, to 64 kB of payload.
struct SenderBursts: Sendable {
    /// The payload of each sender for which its burst still has room, 0 where its next frame begins one.
    private var room: [Int]
    /// The period that began last, of those senders that begin together.
    private var latestBeat: Int64 = -1

    /// The most payload of a burst: what a sender hands to TSO at once.
    private static let longest = 65_536

    /// The bursts of so many senders, none of which has begun.
    init(senders: Int) { room = Array(repeating: 0, count: senders) }

    /// Whether a frame begins a burst, before which the link may have been idle.
    ///
    /// - Parameters:
    ///   - sender: Whose frame it is.
    ///   - payload: The bytes it brings.
    ///   - time: When it reaches the link.
    ///   - beat: The period in which all senders begin together, else 0: their bursts are one.
    /// - Returns: Whether it does.
    mutating func begins(_ sender: Int, payload: Int, at time: Int64, beat: Int64) -> Bool {
        let isFirst = room[sender] < max(1, payload)
        if isFirst { room[sender] = Self.longest }
        room[sender] -= payload
        guard beat > 0, isFirst else { return isFirst }
        defer { latestBeat = max(latestBeat, time / beat) }
        return time / beat > latestBeat
    }

    /// Ends the burst of a sender.
    mutating func end(_ sender: Int) { room[sender] = 0 }
}
