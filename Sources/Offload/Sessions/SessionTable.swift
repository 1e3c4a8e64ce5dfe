import Packet

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
    var bucketCount: Int { buckets.count }

    /// The slot of the session of a bucket that is open longest, or nil.
    func oldest(in bucket: Int) -> Int? { buckets[bucket].oldest < 0 ? nil : Int(buckets[bucket].oldest) }

    /// The slot of the next younger session of its bucket, or nil.
    func younger(than slot: Int) -> Int? { sessions[slot].younger < 0 ? nil : Int(sessions[slot].younger) }

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

    /// Notes which session was found, or opened.
    @inline(__always)
    mutating func noteRecent(_ slot: Int) { recent = Int32(slot) }

    /// The slot of the open session of a flow, or nil; `isMatch` says whether one is, if addresses and ports are not all.
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
        let older = buckets[bucket].youngest
        buckets[bucket].add(slot)
        var span = sessions.mutableSpan
        Self.start(
            segment, in: slot, of: &span, fragments: fragments, bucket: bucket, older: older, isTagged: isTagged)
        slots.insert(slot)
        index.insert(slot, hash: hash)
        count += 1
        noteRecent(slot)
        return slot
    }

    /// Begins a session of `segment` in `slot`, behind the youngest of its bucket before it, or -1.
    @inline(__always)
    static func start(
        _ segment: some TCPSegment, in slot: Int, of sessions: inout MutableSpan<Session>, fragments: Int = 0,
        bucket: Int = 0, older: Int32, isTagged: Bool = false
    ) {
        sessions[slot].start(segment, fragments: fragments, isTagged: isTagged)
        sessions[slot].bucket = Int32(truncatingIfNeeded: bucket)
        join(slot, of: &sessions, older: older)
    }

    /// Has the session in `slot` follow the youngest of its bucket before it, or none.
    @inline(__always)
    static func join(_ slot: Int, of sessions: inout MutableSpan<Session>, older: Int32) {
        (sessions[slot].older, sessions[slot].younger) = (older, -1)
        if older >= 0 { sessions[Int(older)].younger = Int32(truncatingIfNeeded: slot) }
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
        if !sessions[slot].isLike(segment) { sessions[slot].noteAlterations(of: &segment) }
        sessions[slot].append(segment, fragments: fragments)
        return sessions[slot].packets
    }

    /// Makes one packet of those in the session: what that alters, and where `headers` are looked at, the merged packet's
    /// in place of the first packet's, as `rules` have them.
    mutating func merge(_ slot: Int, rules: Rulebook, headers isSeen: Bool) {
        // Only the first packet's PSH is kept in 2007: that of another is lost (<doc:InetLRO> Q8).
        if rules == .inetLRO, sessions[slot].flags.contains(.psh), !sessions[slot].beganWithPush {
            sessions[slot].alterations.insert(Alterations(.psh))
        }
        guard isSeen else { return }
        switch rules {
        case .lro: headers[slot].rewrite(for: sessions[slot], keepingPush: true)
        case .inetLRO: headers[slot].rewrite(for: sessions[slot], keepingPush: false)
        case .gro: headers[slot].rewriteForGRO(sessions[slot])
        }
    }
}
