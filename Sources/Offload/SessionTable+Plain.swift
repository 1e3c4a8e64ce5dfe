import Packet

/// What keeps plain segments from being taken at once.
struct PlainLimits {
    /// Sessions open at once, at most.
    var sessions: Int
    /// Packets in an aggregate, at most.
    var maxAggr: Int
    /// The length that an aggregate may not pass.
    var length: Int
    /// Whether events are noted.
    var notesEvents: Bool

    /// The length up to which nothing has to be asked.
    var room: Int { min(length, 0xffff) }
}

/// What became of plain segments that were taken at once.
public struct PlainTally: Sendable {
    /// How many were taken.
    public internal(set) var frames = 0
    /// How many of them opened a session.
    public internal(set) var opened = 0
    /// Their length on the wire.
    public internal(set) var wireBytes = 0
    /// That of the longest.
    public internal(set) var longest = 0
    /// Their payload.
    var payloadBytes = 0
    /// The slot of the session that reached a limit with the last of them, or -1.
    var full = -1
    /// Whether the next one asks for more memory.
    var needsRoom = false

    fileprivate mutating func add(frames: Int, opened: Int, wireBytes: Int, longest: Int, payloadBytes: Int) {
        self.frames += frames
        self.opened += opened
        self.wireBytes += wireBytes
        self.payloadBytes += payloadBytes
        self.longest = max(self.longest, longest)
    }
}

extension SessionTable {
    /// Takes plain segments that join sessions or open some, one after the other, until one does neither, or a session
    /// reaches a limit.
    ///
    /// The rulebook is that of `LRORules`, in skb mode.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many are taken at most.
    ///   - limits: What else ends it.
    ///   - events: What happened, one for each frame, if events are noted; there is room for `most` then.
    ///   - tally: Where all is counted.
    mutating func take(
        plain frames: RawFrames, from place: Int, most: Int, _ limits: PlainLimits, _ events: inout OutputSpan<Event>,
        _ tally: inout PlainTally
    ) {
        Self.take(
            plain: frames, from: place, most: most, limits, &events, &tally, &sessions, &index.entries, &index.used,
            &slots, &buckets[0], &recent, &count)
    }

    /// The same on the parts of a table, each of which is reached by one access for all frames.
    @inline(__always)
    private static func take(
        plain frames: RawFrames, from place: Int, most: Int, _ limits: PlainLimits, _ events: inout OutputSpan<Event>,
        _ sum: inout PlainTally, _ sessions: inout [Session], _ index: inout [UInt64], _ used: inout Int,
        _ slots: inout SlotSet, _ bucket: inout Bucket, _ recent: inout Int32, _ count: inout Int
    ) {
        var sessions = sessions.mutableSpan
        var index = index.mutableSpan
        let end = place + min(most, frames.count - place)
        var now = place + sum.frames
        var (opened, wireBytes, longest, payloadBytes) = (0, 0, UInt32(0), 0)
        var full = -1
        sum.needsRoom = false
        while now < end {
            frames.prefetch(now &+ 16)
            guard let glance = frames.glance(at: now) else { break }
            // Packets come in bursts.
            if recent >= 0, sessions[Int(recent)].mayGoOn(with: glance) {
                let slot = Int(recent)
                let count = sessions[slot].takeBurst(frames, from: now, to: end, slot: slot, limits, &events)
                if count > 0 {
                    wireBytes &+= count &* Int(glance.wireLength)
                    payloadBytes &+= count &* sessions[slot].lastSegment
                    longest = max(longest, glance.wireLength)
                    now &+= count
                    continue
                }
            }
            guard let segment = frames.usualSegment(at: now) else { break }
            // And flows take turns: the session opened after the last one's is often next.
            var slot = recent < 0 ? -1 : Int(sessions[Int(recent)].younger)
            if slot >= 0, sessions[slot].mayGoOn(with: glance), sessions[slot].goesOn(with: segment),
                sessions[slot].hasRoom(limits)
            {
                // Where flows take turns, their sessions are one behind the other.
                if index.count > 4096 { sessions.span.prefetch(slot &+ 4, lines: 3) }
                sessions[slot].append(like: segment, last: frames.record(at: now))
            } else {
                guard segment.isPlain else { break }
                if recent >= 0, sessions[Int(recent)].key == segment.flow { slot = Int(recent) }
                if slot < 0 || sessions[slot].key != segment.flow {
                    // Where the index is larger than the nearest cache, flows that open sessions wait for it, if it is not
                    // asked in time.
                    if index.count > 4096, let later = frames.usualFlow(at: now &+ 8) {
                        index.span.prefetch(Int(truncatingIfNeeded: later.mixed >> 32) & (index.count &- 1), lines: 1)
                    }
                    var search = FlowIndex.Search(segment.flow.mixed)
                    repeat { slot = search.next(in: index.span) } while slot >= 0 && sessions[slot].key != segment.flow
                    if slot < 0 {
                        slot = slots.lowestFree
                        guard count < limits.sessions else { break }
                        guard slot < sessions.count, FlowIndex.hasRoom(used, among: index.count) else {
                            sum.needsRoom = true
                            break
                        }
                        Self.start(
                            segment, in: slot, of: &sessions, older: bucket.add(slot),
                            wireLength: Int(segment.wireLength))
                        slots.insert(lowest: slot)
                        search.insert(slot, in: &index, used: &used)
                        count &+= 1
                        opened &+= 1
                        recent = Int32(truncatingIfNeeded: slot)
                        if limits.notesEvents { events.append(Event(opening: segment, slot: slot)) }
                        wireBytes &+= Int(segment.wireLength)
                        payloadBytes &+= segment.payloadLength
                        longest = max(longest, segment.wireLength)
                        now &+= 1
                        // One packet can be as much as a session takes.
                        guard limits.maxAggr > 1, segment.totalLength <= limits.length else {
                            full = slot
                            break
                        }
                        continue
                    }
                }
                guard LRORules.joins(segment, sessions[slot]) else { break }
                let isAlike = sessions[slot].isLike(segment)
                sessions[slot].append(segment, fragments: 0, isAlike: isAlike)
            }
            recent = Int32(truncatingIfNeeded: slot)
            if limits.notesEvents {
                events.append(Event(appending: segment, slot: slot, packets: sessions[slot].packets))
            }
            wireBytes &+= Int(segment.wireLength)
            payloadBytes &+= segment.payloadLength
            longest = max(longest, segment.wireLength)
            now &+= 1
            if sessions[slot].isFull(limits) {
                full = slot
                break
            }
        }
        sum.add(
            frames: now - place - sum.frames, opened: opened, wireBytes: wireBytes, longest: Int(longest),
            payloadBytes: payloadBytes)
        sum.full = full
    }
}

extension Session {
    /// Whether it has reached a limit, which `Manager.limit` names.
    @inline(__always)
    fileprivate func isFull(_ limits: PlainLimits) -> Bool {
        packets >= limits.maxAggr || parentLength > limits.length
    }

    /// Whether a packet just like the last may join without reaching a limit: what reaches one goes the usual way.
    @inline(__always)
    fileprivate func hasRoom(_ limits: PlainLimits) -> Bool {
        packets &+ 1 < limits.maxAggr && totalLength &+ lastSegment <= limits.room
    }

    /// Takes the frame at `place`, which may go on just like the first, and those behind it that go on just like it, as long
    /// as no limit is near.
    ///
    /// - Returns: How many were taken.
    @inline(never)
    fileprivate mutating func takeBurst(
        _ frames: RawFrames, from place: Int, to end: Int, slot: Int, _ limits: PlainLimits,
        _ events: inout OutputSpan<Event>
    ) -> Int {
        let (packets, payload) = (packets, lastSegment)
        let end = min(end, place + limits.maxAggr - 1 - packets, place + (limits.room - totalLength) / max(1, payload))
        guard place < end, let segment = frames.usualSegment(at: place), goesOn(with: segment) else { return 0 }
        // What the identification would be behind the largest is asked anew.
        let last = min(end, place + Int(0xffff - segment.identification) + 1)
        var expected = ExpectedSegment(after: segment, identificationStep: identificationStep)
        var count = 0
        while true {
            count &+= 1
            if limits.notesEvents {
                let index = frames.record(at: place &+ count &- 1).index
                events.append(Event(appending: index, slot: slot, payload: payload, packets: packets &+ count))
            }
            guard place &+ count < last, frames.isExpected(expected, at: place &+ count) else { break }
            expected.advance()
        }
        append(count, like: segment, last: frames.record(at: place + count - 1))
        return count
    }
}
