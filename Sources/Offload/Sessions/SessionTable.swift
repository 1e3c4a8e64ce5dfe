import Packet
import Tables
import Tallies

/// The open sessions of a manager: found by flow in constant time, kept in order of age.
///
/// A session lives in the lowest slot that is free, as in 2007, where that decided the order of
/// flushing. Under GRO the sessions are in buckets, each with its own order of age; else there is one bucket. Memory
/// grows with the sessions that were ever open at once, not with the limit.
public struct SessionTable: Sendable {
    /// The sessions by slot; what stands in a free slot means nothing.
    public internal(set) var sessions: [Session] = []
    /// The first packet's headers by slot.
    public internal(set) var headers: [HeaderBytes] = []
    /// How many are open.
    public internal(set) var count = 0
    /// The lowest open slot, or nil.
    var lowest: Int? { slots.first }

    /// The open sessions by flow.
    var index = FlowIndex()
    /// The slot of the open session that was found or opened last, or -1: packets come in bursts.
    var recent: Int32 = -1
    var slots = SlotSet()
    var buckets: [Bucket]

    /// The sessions of a bucket in the order of age.
    struct Bucket: Sendable {
        var oldest: Int32 = -1
        var youngest: Int32 = -1
        var count = 0

        /// Adds the session in `slot` as the youngest.
        @inline(__always)
        mutating func add(_ slot: Int) {
            youngest = Int32(truncatingIfNeeded: slot)
            if oldest < 0 { oldest = youngest }
            count &+= 1
        }
    }

    /// No sessions, in so many buckets.
    public init(buckets: Int = 1) {
        self.buckets = Array(repeating: Bucket(), count: max(1, buckets))
    }

    /// How many buckets there are.
    public var bucketCount: Int { buckets.count }

    /// The slot of the session of a bucket that is open longest, or nil.
    public func oldest(in bucket: Int) -> Int? { buckets[bucket].oldest < 0 ? nil : Int(buckets[bucket].oldest) }

    /// The slot of the next younger session of its bucket, or nil.
    public func younger(than slot: Int) -> Int? { sessions[slot].younger < 0 ? nil : Int(sessions[slot].younger) }

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

    /// The slot of the session that was found or opened last, if it is this flow's.
    @inline(__always)
    func recent(_ key: FlowKey) -> Int? {
        recent >= 0 && sessions[Int(recent)].key == key ? Int(recent) : nil
    }

    /// The slot of the open session of a flow, or nil; `isMatch` says whether one is, if addresses and ports are not
    /// all.
    @inline(__always)
    func find(_ key: FlowKey, isMatch: (Int) -> Bool = { _ in true }) -> Int? {
        index.find(hash: key.mixed) { sessions[$0].key == key && isMatch($0) }
    }

    /// Opens a session of `segment` in the lowest free slot, as the youngest of its bucket.
    @inline(__always)
    mutating func open(
        _ segment: some TCPSegment, hash: UInt64, fragments: Int = 0, bucket: Int = 0, isTagged: Bool
    ) -> Int {
        let slot = slots.lowestFree
        if sessions.count <= slot { prepare() }
        Self.begin(segment, in: slot, of: &sessions, &buckets[bucket], &slots, &recent, &count)
        sessions[slot].fragments = fragments
        sessions[slot].bucket = Int32(truncatingIfNeeded: bucket)
        sessions[slot].isTagged = isTagged
        index.insert(slot, hash: hash)
        return slot
    }

    /// Begins a session of `segment` in a free slot, as the youngest of its bucket, with the parts of a table that this
    /// concerns, the index apart: without fragments and tag, in the first bucket.
    @inline(__always)
    static func begin(
        _ segment: some TCPSegment, in slot: Int, of sessions: inout MutableSpan<Session>, _ bucket: inout Bucket,
        _ slots: inout SlotSet, _ recent: inout Int32, _ count: inout Int
    ) {
        let older = bucket.youngest
        sessions[slot].start(segment)
        (sessions[slot].older, sessions[slot].younger) = (older, -1)
        if older >= 0 { sessions[Int(older)].younger = Int32(truncatingIfNeeded: slot) }
        bucket.add(slot)
        slots.insert(slot)
        recent = Int32(truncatingIfNeeded: slot)
        count &+= 1
    }

    private static func begin(
        _ segment: some TCPSegment, in slot: Int, of sessions: inout [Session], _ bucket: inout Bucket,
        _ slots: inout SlotSet, _ recent: inout Int32, _ count: inout Int
    ) {
        var sessions = sessions.mutableSpan
        begin(segment, in: slot, of: &sessions, &bucket, &slots, &recent, &count)
    }

    /// Begins the sum of the payload of the session in `slot` with that of the packet that opened it.
    @inline(never)
    mutating func beginPayloadSum(of packet: inout Descriptor, in slot: Int) {
        sessions[slot].payloadSum = Checksum()
        sessions[slot].payloadSum.subtract(packet.headerSum())
    }

    /// Adds the payload of a packet to the sum of the session in `slot`, which it is about to join.
    @inline(never)
    mutating func sumPayload(of packet: inout Descriptor, in slot: Int) {
        sessions[slot].payloadSum.subtract(packet.headerSum(), oddOffset: sessions[slot].payloadBytes & 1 == 1)
    }

    /// Sees to it that another session can be opened.
    @inline(never)
    mutating func prepare() {
        if !index.hasRoom { index.grow() }
        guard sessions.count <= slots.lowestFree else { return }
        sessions.append(Session())
        headers.append(HeaderBytes())
    }

    /// Closes the session in `slot`; what it held stays readable until the slot is used again.
    mutating func close(_ slot: Int) {
        let (older, younger, bucket) = (sessions[slot].older, sessions[slot].younger, Int(sessions[slot].bucket))
        if older >= 0 { sessions[Int(older)].younger = younger } else { buckets[bucket].oldest = younger }
        if younger >= 0 { sessions[Int(younger)].older = older } else { buckets[bucket].youngest = older }
        buckets[bucket].count -= 1
        if recent == Int32(slot) { recent = -1 }
        slots.remove(slot)
        index.remove(slot, hash: sessions[slot].key.mixed)
        count -= 1
    }

    /// Closes all sessions; what they held stays readable until their slots are used again.
    mutating func closeAll() {
        if index.isDense {
            index.removeAll()
        } else {
            for slot in slotsByAge { index.remove(slot, hash: sessions[slot].key.mixed) }
        }
        slots.removeAll()
        for bucket in buckets.indices { buckets[bucket] = Bucket() }
        recent = -1
        count = 0
    }

    /// Adds a segment to the session in `slot`, which then has so many packets.
    @inline(__always)
    mutating func append(_ segment: inout Segment, to slot: Int, fragments: Int = 0) -> Int {
        var sessions = sessions.mutableSpan
        sessions[slot].add(segment, fragments: fragments)
        return sessions[slot].packets
    }

    /// Makes one packet of those in the session: what that alters, and where `headers` are looked at, the merged
    /// packet's in place of the first packet's, as `rules` have them.
    mutating func merge(_ slot: Int, rules: Rulebook, headers isSeen: Bool) {
        // That of another than the first is lost (<doc:InetLRO> Q8).
        if !rules.traits.keepsPush, sessions[slot].flags.contains(.psh), !sessions[slot].beganWithPush {
            sessions[slot].alterations.insert(Alterations(.psh))
        }
        guard isSeen else { return }
        switch rules {
        case .lro, .inetLRO: headers[slot].rewrite(for: sessions[slot], keepingPush: rules.traits.keepsPush)
        case .gro: headers[slot].rewriteForGRO(sessions[slot])
        }
    }
}
