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

    @inline(__always)
    fileprivate mutating func note(_ segment: UsualSegment, count: Int = 1) {
        let length = Int(segment.wireLength)
        frames &+= count
        wireBytes &+= count &* length
        payloadBytes &+= count &* segment.payloadLength
        if length > longest { longest = length }
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
        var tally = sum
        var sessions = sessions.mutableSpan
        var index = index.mutableSpan
        let most = min(most, frames.count - place)
        tally.needsRoom = false
        while tally.frames < most {
            guard let segment = frames.usualSegment(at: place &+ tally.frames), segment.isPlain else { break }
            // Packets come in bursts, and flows take turns: the session opened after the last one's is often next.
            var slot = Int(recent)
            if slot >= 0, sessions[slot].key != segment.flow { slot = Int(sessions[slot].younger) }
            if slot < 0 || sessions[slot].key != segment.flow {
                // Where the index is larger than the nearest cache, flows that open sessions wait for it, if it is not asked
                // in time.
                if index.count > 4096, let later = frames.usualFlow(at: place &+ tally.frames &+ 8) {
                    index.span.prefetch(Int(truncatingIfNeeded: later.mixed >> 32) & (index.count &- 1), lines: 1)
                }
                var search = FlowIndex.Search(segment.flow.mixed)
                repeat { slot = search.next(in: index.span) } while slot >= 0 && sessions[slot].key != segment.flow
                if slot < 0 {
                    slot = slots.lowestFree
                    guard count < limits.sessions else { break }
                    guard slot < sessions.count, FlowIndex.hasRoom(used, among: index.count) else {
                        tally.needsRoom = true
                        break
                    }
                    Self.start(segment, in: slot, of: &sessions, older: bucket.add(slot))
                    slots.insert(slot)
                    search.insert(slot, in: &index, used: &used)
                    count &+= 1
                    recent = Int32(truncatingIfNeeded: slot)
                    if limits.notesEvents { events.append(Event(opening: segment, slot: slot)) }
                    tally.note(segment)
                    tally.opened &+= 1
                    if sessions[slot].isFull(limits) {
                        tally.full = slot
                        break
                    }
                    continue
                }
            }
            guard LRORules.joins(segment, sessions[slot]) else { break }
            let isAlike = sessions[slot].isLike(segment)
            recent = Int32(truncatingIfNeeded: slot)
            sessions[slot].append(segment, fragments: 0, isAlike: isAlike)
            if limits.notesEvents {
                events.append(Event(appending: segment, slot: slot, packets: sessions[slot].packets))
            }
            tally.note(segment)
            if sessions[slot].isFull(limits) {
                tally.full = slot
                break
            }
            let next = place &+ tally.frames
            guard tally.frames < most, frames.hasFlow(of: segment, at: next), sessions[slot].goesOn(like: segment)
            else { continue }
            let step = sessions[slot].identificationStep
            let expected = ExpectedSegment(after: segment, identificationStep: step)
            let more = sessions[slot].take(
                frames, from: next, expected, most: most &- tally.frames, slot, limits, &events)
            if more > 0 { tally.note(segment, count: more) }
        }
        sum = tally
    }
}

extension Session {
    /// Whether it has reached a limit, which `Manager.limit` names.
    @inline(__always)
    fileprivate func isFull(_ limits: PlainLimits) -> Bool {
        packets >= limits.maxAggr || parentLength > limits.length
    }

    /// Takes the frames from `place` on that are the expected ones, each just like the last, as long as no limit is near.
    ///
    /// - Returns: How many were taken.
    @inline(__always)
    fileprivate mutating func take(
        _ frames: RawFrames, from place: Int, _ expected: ExpectedSegment, most: Int, _ slot: Int,
        _ limits: PlainLimits, _ events: inout OutputSpan<Event>
    ) -> Int {
        // What reaches a limit goes the usual way; so does what would count an identification on past the largest.
        let room = (min(limits.length, 0xffff) - parentLength) / lastSegment
        let most = min(most, limits.maxAggr - 1 - packets, room, 0xffff - Int(nextIdentification))
        var (expected, count) = (expected, 0)
        while count < most, frames.isExpected(expected, at: place &+ count) {
            count &+= 1
            if limits.notesEvents {
                events.append(
                    Event(
                        .appended, frame: frames.record(at: place &+ count &- 1).index, slot: slot,
                        first: UInt32(truncatingIfNeeded: lastSegment),
                        second: UInt32(truncatingIfNeeded: packets &+ count)))
            }
            expected.advance()
        }
        if count > 0 { append(more: count, last: frames.record(at: place &+ count &- 1)) }
        return count
    }
}
