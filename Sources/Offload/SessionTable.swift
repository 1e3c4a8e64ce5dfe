import Packet

/// The open sessions of a manager: found by flow in constant time, kept in order of age.
///
/// A session lives in the lowest slot that is free, as in 2007, where that decided the order of
/// flushing. Under GRO the sessions are in buckets, each with its own order of age; else there is one bucket. Memory
/// grows with the sessions that were ever open at once, not with the limit.
public struct SessionTable: Sendable {
    /// The sessions by slot; what stands in a free slot means nothing.
    public private(set) var sessions: [Session] = []
    /// The first packet's headers by slot.
    public private(set) var headers: [HeaderBytes] = []
    /// How many are open.
    public private(set) var count = 0
    /// The lowest open slot, or nil.
    var lowest: Int? { slots.first }

    private var index = FlowIndex()
    private var slots = SlotSet()
    private var buckets: [Bucket]

    /// The sessions of a bucket in the order of age.
    private struct Bucket: Sendable {
        var oldest: Int32 = -1
        var youngest: Int32 = -1
        var count = 0
    }

    /// No sessions, in so many buckets.
    public init(buckets: Int = 1) {
        self.buckets = Array(repeating: Bucket(), count: max(1, buckets))
    }

    /// How many buckets there are.
    var bucketCount: Int { buckets.count }

    /// The slot of the session of a bucket that is open longest, or nil.
    func oldest(in bucket: Int) -> Int? { buckets[bucket].oldest < 0 ? nil : Int(buckets[bucket].oldest) }

    /// How many sessions are open in a bucket.
    func count(in bucket: Int) -> Int { buckets[bucket].count }

    /// The slots of the open sessions, bucket by bucket, the longest open first.
    public var slotsByAge: [Int] {
        var slots: [Int] = []
        for bucket in buckets {
            var slot = bucket.oldest
            while slot >= 0 {
                slots.append(Int(slot))
                slot = sessions[Int(slot)].younger
            }
        }
        return slots
    }

    /// The slot of the open session of a flow, or nil; `isMatch` says whether one is, if addresses and ports are not all.
    @inline(__always)
    func find(_ key: FlowKey, hash: UInt64, isMatch: (Int) -> Bool = { _ in true }) -> Int? {
        index.find(hash: hash) { sessions[$0].key == key && isMatch($0) }
    }

    /// Opens a session of `packet` in the lowest free slot, as the youngest of its bucket.
    mutating func open(
        _ packet: Descriptor, key: FlowKey, hash: UInt64, fragments: Int, bucket: Int = 0
    ) -> Int {
        let slot = slots.lowestFree
        while sessions.count <= slot {
            sessions.append(Session())
            headers.append(HeaderBytes())
        }
        sessions[slot].start(packet, key: key, fragments: fragments, bucket: bucket)
        headers[slot] = packet.headers
        let youngest = buckets[bucket].youngest
        sessions[slot].older = youngest
        if youngest >= 0 { sessions[Int(youngest)].younger = Int32(slot) }
        buckets[bucket].youngest = Int32(slot)
        if buckets[bucket].oldest < 0 { buckets[bucket].oldest = Int32(slot) }
        buckets[bucket].count += 1
        slots.insert(slot)
        index.insert(slot, hash: hash)
        count += 1
        return slot
    }

    /// Closes the session in `slot`; what it held stays readable until the slot is used again.
    mutating func close(_ slot: Int) {
        let (older, younger, bucket) = (sessions[slot].older, sessions[slot].younger, sessions[slot].bucket)
        if older >= 0 { sessions[Int(older)].younger = younger } else { buckets[bucket].oldest = younger }
        if younger >= 0 { sessions[Int(younger)].older = older } else { buckets[bucket].youngest = older }
        buckets[bucket].count -= 1
        slots.remove(slot)
        index.remove(slot, hash: sessions[slot].key.mixed)
        count -= 1
    }

    /// Adds a packet to the session in `slot`.
    @inline(__always)
    mutating func append(_ packet: Descriptor, to slot: Int, fragments: Int) {
        sessions[slot].append(packet, fragments: fragments)
    }

    /// Writes the merged packet's headers into the copy of the first packet's, as `rules` has them.
    mutating func rewriteHeaders(of slot: Int, rules: Rulebook) {
        switch rules {
        case .lro: headers[slot].rewrite(for: sessions[slot], keepingPush: true)
        case .inetLRO:
            // Only the first packet's PSH is kept: that of another is lost (quirk Q8).
            if sessions[slot].flags.contains(.psh), !headers[slot].hasPush(tcp: sessions[slot].transportOffset) {
                sessions[slot].alterations.insert(Alterations(.psh))
            }
            headers[slot].rewrite(for: sessions[slot], keepingPush: false)
        case .gro: headers[slot].rewriteForGRO(sessions[slot])
        }
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
