import Packet
public import Tallies

/// Something that happened in a manager, in 16 bytes.
///
/// Each frame has exactly one verdict: `opened`, `appended` or `passed`. A frame that breaks a session
/// says so first (`broke`), then the flush, then its own verdict.
public struct Event: Equatable, Sendable {
    /// What can happen; what `first` and `second` hold stands in parentheses.
    public enum Kind: UInt8, Sendable {
        /// The packet began a session (its payload, its sequence number).
        case opened
        /// The packet joined a session (its payload, the packets in the session now).
        case appended
        /// The packet is delivered by itself (the two numbers of the reason).
        case passed
        /// The packet does not fit the session, which will be flushed (the two numbers of the reason).
        case broke
        /// A session is delivered (its payload, its packets and what merging altered in them: see `packets`).
        case flushed
        /// A poll round ended (frames taken, packets delivered).
        case roundEnded
        /// A knob changed (which, its new value), before the frame.
        case tuned
    }

    /// 38 bits of frame number, 16 of slot, 6 of reason, 4 of kind.
    @usableFromInline var head: UInt64
    /// A number whose meaning depends on the kind.
    public var first: UInt32
    /// Another.
    public var second: UInt32

    /// An event of `frame`; frame numbers keep 38 bits, slots 16.
    @inlinable @inline(__always)
    public init(
        _ kind: Kind, frame: UInt64, slot: Int = 0, reason: Reason = .pollEnd, first: UInt32 = 0, second: UInt32 = 0
    ) {
        head =
            frame << 26 | UInt64(UInt16(truncatingIfNeeded: slot)) << 10 | UInt64(reason.rawValue) << 4
            | UInt64(kind.rawValue)
        self.first = first
        self.second = second
    }

    /// What happened.
    @inlinable @inline(__always)
    public var kind: Kind {
        // Only `init` writes the bits, and it has them from a kind: nothing is to be tested for each event.
        unsafe unsafeBitCast(UInt8(truncatingIfNeeded: head & 0xf), to: Kind.self)
    }
    /// Why, for `passed`, `broke` and `flushed`.
    @inlinable @inline(__always)
    public var reason: Reason {
        // As with the kind.
        unsafe unsafeBitCast(UInt8(truncatingIfNeeded: head >> 4 & 0x3f), to: Reason.self)
    }
    /// The slot of the session, where one is concerned.
    @inlinable @inline(__always)
    public var slot: Int { Int(head >> 10 & 0xffff) }
    /// The frame that caused it.
    @inlinable @inline(__always)
    public var frame: UInt64 { head >> 26 }

    /// Whether the same happened in the same slot for the same reason, if it may be of another frame with other
    /// numbers.
    @inlinable @inline(__always)
    public func isSame(as other: Event) -> Bool { (head ^ other.head) << 38 == 0 }
}

extension Event {
    /// A segment opens the session in `slot`.
    @inline(__always)
    init(opening segment: some TCPSegment, slot: Int) {
        self.init(
            .opened, frame: segment.index, slot: slot, first: UInt32(truncatingIfNeeded: segment.payloadLength),
            second: segment.sequence)
    }

    /// A segment joins the session in `slot`, which then has so many packets.
    @inline(__always)
    init(appending segment: some TCPSegment, slot: Int, packets: Int) {
        self.init(appending: segment.index, slot: slot, payload: segment.payloadLength, packets: packets)
    }

    /// A frame with so much payload joins the session in `slot`, which then has so many packets.
    @inline(__always)
    init(appending frame: UInt64, slot: Int, payload: Int, packets: Int) {
        self.init(
            .appended, frame: frame, slot: slot, first: UInt32(truncatingIfNeeded: payload),
            second: UInt32(truncatingIfNeeded: packets))
    }

    /// The end of a session, which is delivered.
    @inline(__always)
    init(flushing session: Session, slot: Int, reason: Reason, frame: UInt64) {
        self.init(Event(.flushed, frame: frame, reason: reason), of: session, slot: slot)
    }

    /// The flush `event`, which says when and why, of a session in `slot`.
    @inline(__always)
    init(_ event: Event, of session: Session, slot: Int) {
        head = event.head | UInt64(UInt16(truncatingIfNeeded: slot)) << 10
        first = UInt32(truncatingIfNeeded: session.payloadBytes)
        second = UInt32(UInt16(truncatingIfNeeded: session.packets)) | UInt32(session.alterations.rawValue) << 16
    }

    /// The packets of a session that was flushed.
    @inlinable @inline(__always)
    public var packets: UInt32 { second & 0xffff }

    /// The payload that was merged with other packets' in a session that was flushed.
    @inlinable @inline(__always)
    public var mergedBytes: UInt64 { packets > 1 ? UInt64(first) : 0 }

    /// What merging altered in the packets of a session that was flushed.
    @inlinable @inline(__always)
    public var alterations: Alterations { Alterations(rawValue: UInt16(second >> 16)) }

    /// Whether it says what became of a frame; each frame has one such event.
    public var isVerdict: Bool {
        switch kind {
        case .opened, .appended, .passed: true
        case .broke, .flushed, .roundEnded, .tuned: false
        }
    }
}
