import Packet
import Tables

extension SessionTable {
    /// Takes eligible segments that join sessions or open some, one after the other, until one does neither, or a
    /// session reaches a limit.
    ///
    /// - Parameters:
    ///   - frames: Frames that lie in memory.
    ///   - place: The first of them.
    ///   - most: How many are taken at most.
    ///   - limits: What else ends it.
    ///   - events: What happened, one for each frame, if events are noted; there is room for `most` then.
    /// - Returns: What became of them.
    mutating func receive(
        _ frames: RawFrames, from place: Int, most: Int, _ limits: FastPathLimits, _ events: inout OutputSpan<Event>
    ) -> FastPathResult {
        Self.receive(
            frames, from: place, to: place + min(most, frames.count - place), limits, &events, &sessions,
            &index.entries, &index.used, &slots, &buckets[0], &recent, &count)
    }

    /// Takes them with the parts of a table, each of which is reached by one access for all frames.
    @inline(__always)
    private static func receive(
        _ frames: RawFrames, from place: Int, to end: Int, _ limits: FastPathLimits,
        _ events: inout OutputSpan<Event>, _ sessions: inout [Session], _ index: inout [UInt64], _ used: inout Int,
        _ slots: inout SlotSet, _ bucket: inout Bucket, _ recent: inout Int32, _ count: inout Int
    ) -> FastPathResult {
        var tally = FastPathResult()
        var sessions = sessions.mutableSpan
        var index = index.mutableSpan
        while tally.slotAtLimit < 0, case let now = place &+ tally.frames, now < end {
            frames.prefetch(now &+ 16)
            guard let segment = frames.tcpv4Words(at: now), segment.isEligible else { break }
            // Packets come in bursts.
            var slot = recent >= 0 && sessions[Int(recent)].key == segment.flow ? Int(recent) : -1
            if slot < 0 {
                if index.count > largeIndex { prefetch(index.span, frames.tcpv4Flow(at: now &+ 8)) }
                var search = FlowIndex.Search(segment.flow.mixed)
                repeat { slot = search.next(in: index.span) } while slot >= 0 && sessions[slot].key != segment.flow
                if slot < 0 {
                    guard count < limits.sessions else { break }
                    slot = slots.lowestFree
                    guard slot < sessions.count, FlowIndex.hasRoom(used, among: index.count) else {
                        tally.mustGrow = true
                        break
                    }
                    begin(segment, in: slot, of: &sessions, &bucket, &slots, &recent, &count)
                    search.insert(slot, in: &index, used: &used)
                    tally.opened &+= 1
                    if limits.notesEvents { events.append(Event(opening: segment, slot: slot)) }
                    tally.count(segment, isFull: limits.session.reached(by: sessions[slot]) != nil, slot: slot)
                    continue
                }
            }
            guard LRORules.continues(segment, sessions[slot]),
                !limits.session.wouldOverflow(sessions[slot], adding: segment.payloadLength)
            else { break }
            sessions[slot].add(segment, fragments: 0)
            recent = Int32(truncatingIfNeeded: slot)
            if limits.notesEvents {
                events.append(Event(appending: segment, slot: slot, packets: sessions[slot].packets))
            }
            tally.count(segment, isFull: limits.session.reached(by: sessions[slot]) != nil, slot: slot)
        }
        return tally
    }

    /// An index of more entries does not fit into the nearest cache, and has to be asked for in time.
    private static let largeIndex = 4096

    /// Asks for the entry of a flow that will soon be searched for.
    @inline(__always)
    private static func prefetch(_ index: Span<UInt64>, _ flow: FlowKey?) {
        guard let flow else { return }
        index.prefetch(FlowIndex.Search(flow.mixed).home(among: index.count), lines: 1)
    }
}
