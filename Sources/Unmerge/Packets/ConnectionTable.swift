import Packet

/// The flows of a source by number: each direction of a connection has its own, and the two differ in the lowest bit.
///
/// The numbers depend on the packets alone, so that two readings of a source give the same ones.
struct ConnectionTable: Sendable {
    /// Most flows that get a number; the packets of others are of no flow.
    static let limit = 65_536

    /// How many flows have a number.
    private(set) var count = 0

    /// The number of the latest flow with each key.
    private(set) var numbers: [FlowKey: Int] = [:]
    /// The sequence number of the latest SYN without ACK of each flow.
    private var openings: [FlowKey: UInt32] = [:]
    private let limit: Int

    /// A table without flows.
    init(limit: Int = Self.limit) { self.limit = limit }

    /// The number of a packet's flow, a new one where it begins a connection; nil when the table is full.
    mutating func number(of packet: TCPPacket) -> Int? {
        let key = packet.flow
        if packet.flags.contains(.syn), !packet.flags.contains(.ack), openings[key] != packet.sequence {
            numbers[key] = nil
            numbers[key.reversed] = nil
            openings[key] = count < limit ? packet.sequence : nil
        }
        if let number = numbers[key] { return number }
        guard count < limit else { return nil }
        numbers[key] = count
        numbers[key.reversed] = count + 1
        count += 2
        return count - 2
    }
}
