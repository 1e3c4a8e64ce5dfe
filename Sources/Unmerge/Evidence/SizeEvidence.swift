import Packet

/// What a source tells of the segment sizes of its flows: the first reading.
///
/// It is bounded by the number of flows, and by two bytes for each TCP packet with payload.
public struct SizeEvidence: Sendable {
    /// The evidence of each flow by its number.
    private(set) var flows: [FlowEvidence?] = []
    /// From each packet with payload, in order, to its neighbour's identification; 0 where there is none.
    private(set) var gaps: [UInt16] = []
    /// The longest IP length of any TCP packet.
    private(set) var longest = 0
    /// Whether an IP length was 0.
    private(set) var hasZeroLength = false
    /// TCP packets seen.
    private(set) var packets = 0

    /// Most flows that are told apart.
    let flowLimit: Int
    private let keepsGaps: Bool
    private var connections: ConnectionTable
    /// The place in `gaps` of each flow's latest packet with payload.
    private var places: [Int] = []

    /// No evidence yet.
    public init() { self.init(flowLimit: ConnectionTable.limit) }

    /// No evidence yet, of a source that is not read again: no packet's step is kept.
    static var passing: SizeEvidence { SizeEvidence(flowLimit: ConnectionTable.limit, keepsGaps: false) }

    /// No evidence yet, with room for so many flows.
    package init(flowLimit: Int, keepsGaps: Bool = true) {
        self.flowLimit = flowLimit
        self.keepsGaps = keepsGaps
        connections = ConnectionTable(limit: flowLimit)
    }

    /// Takes note of the next TCP packet.
    ///
    /// - Returns: The number of its flow.
    @discardableResult
    public mutating func note(_ packet: TCPPacket) -> Int? {
        packets += 1
        longest = max(longest, packet.ipLength)
        if packet.hasNoLength { hasZeroLength = true }
        guard let number = connections.number(of: packet) else { return nil }
        while flows.count <= number | 1 {
            flows.append(nil)
            places.append(0)
        }
        var flow = flows[number] ?? FlowEvidence(packet, peerMSS: flows[number ^ 1]?.ownMSS)
        // One copy of the evidence in memory, or its tables would be copied packet by packet.
        flows[number] = nil
        if let gap = flow.note(packet), keepsGaps { gaps[places[number]] = UInt16(truncatingIfNeeded: gap) }
        flows[number] = flow
        if let size = packet.maximumSegmentSize { flows[number ^ 1]?.peerMSS = size }
        if keepsGaps, packet.payloadLength > 0 {
            places[number] = gaps.count
            gaps.append(0)
        }
        return number
    }

    /// The number of the latest flow with each key.
    var flowNumbers: [FlowKey: Int] { connections.numbers }

    /// Whether the identification of a flow stands still; a file that has grown meanwhile may have further flows.
    func hasFixedIdentification(_ number: Int) -> Bool {
        number < flows.count && flows[number]?.hasFixedIdentification ?? false
    }
}
