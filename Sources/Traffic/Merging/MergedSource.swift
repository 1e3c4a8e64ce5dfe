import Capture
import Frames
import Glibc
import Packet

/// Several captures that are read as one, with their frames in order of time, or one capture after the other.
///
/// A capture that is damaged, or cannot be read, ends by itself: the others go on, and its fault is said at the end.
public struct MergedSource: FrameSource {
    /// The order in which the frames of several captures come.
    public enum Order: String, CaseIterable, Sendable {
        /// The frame that was captured first comes first, and of two at the same time that of the capture named first;
        /// within a capture its own order stays. All captures are open at once.
        case time
        /// Those of a capture come behind all of the one named before. Each is opened when its turn comes.
        case listed
    }

    /// What can be said of the captures together, as far as they were opened, and of each.
    public private(set) var facts: SourceFacts

    private var parts: [MergedPart]
    private let order: Order
    private let options: SourceOptions
    private let tuning: CaptureFile.ReadTuning
    /// The number of the next frame.
    private var index: UInt64 = 0
    /// Whether the faults at the end have been said.
    private var isOver = false

    /// With more captures than this less of each is in memory.
    private static let few = 16
    /// The most interfaces that frames can name.
    private static let mostInterfaces = 65_536

    /// Opens the captures at some paths, of which there is at least one; `-` is standard input.
    ///
    /// - Parameters:
    ///   - paths: Where they are.
    ///   - order: The order of their frames.
    ///   - options: How to read each of them.
    /// - Throws: That none of them can be read, or that too many would be open.
    public init(
        paths: [String], order: Order, options: SourceOptions = SourceOptions()
    ) throws(SourceError) {
        let areMany = paths.count > Self.few
        parts = paths.map { MergedPart(path: $0, capacity: areMany ? 128 : 1024) }
        tuning = CaptureFile.ReadTuning(blockSize: areMany ? 1 << 16 : 1 << 20)
        (self.order, self.options) = (order, options)
        let first = parts.first?.name ?? ""
        facts = SourceFacts(
            name: paths.count > 1 ? "\(first) + \(paths.count - 1) more" : first, kind: .capture, link: .ethernet,
            snapLength: 0, options: options)
        facts.files = parts.map { CaptureFileCount(name: $0.name) }
        facts.comesListed = order == .listed
        facts.isPipe = parts.contains { !$0.isSeekable }
        for number in parts.indices {
            try open(number)
            // In the order of their list the first that can be read is enough to begin with.
            if order == .listed, parts[number].facts != nil { break }
        }
        guard parts.contains(where: { $0.facts != nil }) else {
            throw fault ?? SourceError(.usage, "no capture is named")
        }
    }

    /// Opens a capture, and learns from it.
    private mutating func open(_ number: Int) throws(SourceError) {
        parts[number].open(options, tuning: tuning)
        if let fault = parts[number].fault, parts[number].facts == nil {
            if order == .time, fault.description.hasSuffix(unsafe String(cString: strerror(EMFILE))) {
                throw SourceError(
                    .cannotOpen,
                    "\(parts[number].name): cannot be opened: too many files are open, and to merge \(parts.count) "
                        + "captures by time all have to be; raise the limit (ulimit -n), or take one after another (--order listed)"
                )
            }
        }
        learn(number)
    }

    /// Takes over what is known of a capture by now.
    private mutating func learn(_ number: Int) {
        facts.files[number].fault = parts[number].fault?.description
        guard let known = parts[number].facts else { return }
        if facts.snapLength == 0 {
            (facts.link, facts.snapLength, facts.application) = (known.link, known.snapLength, known.application)
        }
        let own =
            known.interfaces.isEmpty
            ? [CaptureInterface(name: "", link: known.link, snapLength: known.snapLength)] : known.interfaces
        for (place, interface) in own.enumerated() {
            if place == parts[number].interfaces.count {
                parts[number].interfaces.append(self.place(of: interface, in: parts[number]))
                parts[number].leftOut.append(0)
            }
            let shared = Int(parts[number].interfaces[place])
            facts.interfaces[shared].leftOut += interface.leftOut - parts[number].leftOut[place]
            parts[number].leftOut[place] = interface.leftOut
        }
    }

    /// Where an interface of a capture is among those of all.
    ///
    /// One of the same name and link type in another capture is the same one: most captures that are read together were
    /// written one after the other by one program.
    private mutating func place(of interface: CaptureInterface, in part: MergedPart) -> UInt16 {
        let known = facts.interfaces.indices.first { place in
            facts.interfaces[place].name == interface.name && facts.interfaces[place].linkName == interface.linkName
                && !part.interfaces.contains(UInt16(place))
        }
        if let known { return UInt16(known) }
        guard facts.interfaces.count < Self.mostInterfaces else { return .max }
        var interface = interface
        interface.leftOut = 0
        facts.interfaces.append(interface)
        return UInt16(facts.interfaces.count - 1)
    }

    /// How much of all files was read, from 0 to 1, or nil where one is a pipe.
    public var progress: Double? {
        let lengths = parts.compactMap(\.length)
        guard lengths.count == parts.count else { return nil }
        let all = lengths.reduce(0, +)
        guard all > 0 else { return 1 }
        return zip(parts, lengths).reduce(0) { $0 + $1.0.progress * Double($1.1) } / Double(all)
    }

    /// Whether reading now would wait for whoever writes into a pipe.
    public var isQuiet: Bool {
        switch order {
        case .time: parts.contains(where: \.isQuiet)
        case .listed: parts.first { !$0.isOver }?.isQuiet ?? false
        }
    }

    /// The place where the next read goes on; nil where one of the captures is a pipe.
    public func mark() -> SourceMark? { parts.allSatisfy(\.isSeekable) ? SourceMark(self) : nil }

    /// Goes on at a mark; see `FrameSource`.
    public mutating func seek(to mark: SourceMark) { self = mark.source(as: Self.self) }

    /// Empties `batch` and fills it with the next frames; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        switch order {
        case .time: merge(into: &batch)
        case .listed: try readListed(into: &batch)
        }
        guard batch.isEmpty, parts.allSatisfy({ $0.isOver && !$0.hasNext }) else { return true }
        if !isOver, let fault {
            isOver = true
            throw fault
        }
        return false
    }

    /// What is said at the end of the captures that ended early.
    private var fault: SourceError? {
        let faults = parts.compactMap(\.fault)
        guard let first = faults.first, faults.count > 1 else { return faults.first }
        let others = faults.count == 2 ? "another file" : "\(faults.count - 1) other files"
        return SourceError(first.kind, "\(first.description); \(others) could not be read to the end, either")
    }

    /// Reads on in the first capture that is not over.
    private mutating func readListed(into batch: inout FrameBatch) throws(SourceError) {
        guard let number = parts.firstIndex(where: { !$0.isOver }) else { return }
        try open(number)
        parts[number].read(into: &batch)
        learn(number)
        let numbers = parts[number].interfaces
        batch.renumber(from: index) { numbers.indices.contains(Int($0)) ? numbers[Int($0)] : $0 }
        index += UInt64(batch.count)
        count(batch.count, of: number)
    }

    /// Takes the next frames of all captures in order of time, as far as it is known which that is.
    private mutating func merge(into batch: inout FrameBatch) {
        while !batch.isFull {
            for number in parts.indices where !parts[number].hasNext && !parts[number].isOver {
                parts[number].refill()
                learn(number)
                // It has none for a while, and may have the next of all.
                if !parts[number].hasNext, !parts[number].isOver { return }
            }
            guard let (number, end) = next, batch.isEmpty || parts[number].batch.link == batch.link else { return }
            take(number, until: end, into: &batch)
        }
    }

    /// The capture with the next frame, and the time from which on another one has it.
    private var next: (number: Int, end: Int64)? {
        var best: (number: Int, time: Int64)?
        var end = Int64.max
        for (number, part) in parts.enumerated() where part.hasNext {
            let time = part.batch.time(at: part.place)
            if let now = best, time >= now.time {
                end = min(end, time)
            } else {
                // Of two at the same time the first one goes on.
                if let now = best { end = min(end, now.time &- 1) }
                best = (number, time)
            }
        }
        return best.map { ($0.number, end) }
    }

    /// Takes frames of a capture up to a time, at least one.
    private mutating func take(_ number: Int, until end: Int64, into batch: inout FrameBatch) {
        let before = batch.count
        repeat {
            let (part, place) = (parts[number].batch, parts[number].place)
            let own = Int(part.origin(at: place).interface)
            let interfaces = parts[number].interfaces
            batch.append(
                place, of: part, index: index, interface: interfaces.indices.contains(own) ? interfaces[own] : 0)
            index += 1
            parts[number].place += 1
        } while !batch.isFull && parts[number].hasNext && parts[number].batch.time(at: parts[number].place) <= end
        count(batch.count - before, of: number)
    }

    private mutating func count(_ frames: Int, of number: Int) {
        parts[number].frames += UInt64(frames)
        facts.files[number].frames = parts[number].frames
    }
}
