import Packet

/// The open sessions of a manager: found by flow in constant time, kept in order of age.
///
/// A session lives in the lowest slot that is free, as in 2007, where that decided the order of
/// flushing. Memory grows with the sessions that were ever open at once, not with the limit.
public struct SessionTable: Sendable {
    /// The sessions by slot; what stands in a free slot means nothing.
    public private(set) var sessions: [Session] = []
    /// The first packet's headers by slot.
    public private(set) var headers: [HeaderBytes] = []
    /// How many are open.
    public private(set) var count = 0
    /// The longest open session's slot, or nil.
    public var oldest: Int? { oldestSlot < 0 ? nil : Int(oldestSlot) }
    /// The lowest open slot, or nil.
    var lowest: Int? { slots.first }

    private var index = FlowIndex()
    private var slots = SlotSet()
    private var oldestSlot: Int32 = -1
    private var youngestSlot: Int32 = -1

    /// No sessions.
    public init() {}

    /// The slots of the open sessions, the longest open first.
    public var slotsByAge: [Int] {
        var slots: [Int] = []
        var slot = oldestSlot
        while slot >= 0 {
            slots.append(Int(slot))
            slot = sessions[Int(slot)].younger
        }
        return slots
    }

    /// The slot of the open session of a flow, or nil.
    @inline(__always)
    func find(_ key: FlowKey, hash: UInt64) -> Int? {
        index.find(hash: hash) { sessions[$0].key == key }
    }

    /// Opens a session of `packet` in the lowest free slot, as the youngest.
    mutating func open(_ packet: Descriptor, key: FlowKey, hash: UInt64, fragments: Int) -> Int {
        let slot = slots.lowestFree
        while sessions.count <= slot {
            sessions.append(Session())
            headers.append(HeaderBytes())
        }
        sessions[slot].start(packet, key: key, fragments: fragments)
        sessions[slot].older = youngestSlot
        headers[slot] = packet.headers
        if youngestSlot >= 0 { sessions[Int(youngestSlot)].younger = Int32(slot) }
        youngestSlot = Int32(slot)
        if oldestSlot < 0 { oldestSlot = Int32(slot) }
        slots.insert(slot)
        index.insert(slot, hash: hash)
        count += 1
        return slot
    }

    /// Closes the session in `slot`; what it held stays readable until the slot is used again.
    mutating func close(_ slot: Int) {
        let (older, younger) = (sessions[slot].older, sessions[slot].younger)
        if older >= 0 { sessions[Int(older)].younger = younger } else { oldestSlot = younger }
        if younger >= 0 { sessions[Int(younger)].older = older } else { youngestSlot = older }
        slots.remove(slot)
        index.remove(slot, hash: sessions[slot].key.mixed)
        count -= 1
    }

    /// Adds a packet to the session in `slot`.
    @inline(__always)
    mutating func append(_ packet: Descriptor, to slot: Int, fragments: Int) {
        sessions[slot].append(packet, fragments: fragments)
    }

    /// Writes the merged packet's headers into the copy of the first packet's.
    mutating func rewriteHeaders(of slot: Int, keepingPush: Bool) {
        headers[slot].rewrite(for: sessions[slot], keepingPush: keepingPush)
    }
}

extension FlowKey {
    /// The key mixed into 64 bits, for tables of flows.
    @inline(__always)
    public var mixed: UInt64 {
        let ports = UInt64(sourcePort) << 32 | UInt64(destinationPort) << 16 | UInt64(vlan)
        var hash = source.low &* 0x9e37_79b9_7f4a_7c15
        hash ^= (destination.low &+ source.high) &* 0xc2b2_ae3d_27d4_eb4f
        hash ^= (hash >> 29) &+ (ports &+ destination.high) &* 0x1656_67b1_9e37_79f9
        hash = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
        return hash ^ hash >> 32
    }
}
