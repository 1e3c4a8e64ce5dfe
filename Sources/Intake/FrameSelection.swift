import Capture
import Filters
import Frames
import Packet

/// Which frames of a source are taken: those that the receiver received, once each, as far as they pass the filter.
struct FrameSelection: Sendable {
    /// A filter compiled for each link type that has turned up.
    private struct CompiledFilters: Sendable {
        let expression: String
        var compiled: [LinkType: CaptureFilter] = [:]
        /// The link types that have turned up.
        var links: Set<LinkType> = []
    }

    /// What becomes of a frame.
    enum Fate {
        /// It is received.
        case taken
        /// It tells of its flow, and is not received.
        case leftOut
        /// It says nothing that another does not say.
        case ignored
    }

    /// Frames that the receiver did not receive.
    private(set) var leftOut: UInt64 = 0
    /// Frames that the filter does not keep.
    private(set) var filtered: UInt64 = 0
    /// Those that were recorded twice.
    private(set) var duplicates: DuplicateFilter

    /// What the frames are, as long as the filter has kept none.
    private(set) var rejected: FrameKinds?

    /// The indices of the other interfaces of a cooked capture, where frames of one alone are taken.
    private(set) var others = OtherInterfaces()

    /// The index of that one, if so.
    private let index: Int?
    private let receiver: Receiver
    private let interface: Int?
    private var filters: CompiledFilters?
    private let snapLength: Int

    /// A selection for `receiver`; the filter of the options is an expression that compiles for the first link type.
    init(_ receiver: Receiver, _ options: IntakeOptions, _ facts: SourceFacts) {
        let (duplicates, filter) = (options.duplicates, options.filter)
        index = options.interface
        self.receiver = receiver
        interface = receiver.interface
        self.duplicates = DuplicateFilter(duplicates, interfaces: facts.interfaces)
        filters = filter.map { CompiledFilters(expression: $0) }
        rejected = filter == nil ? nil : FrameKinds()
        snapLength = facts.snapLength
    }

    /// Whether every frame is taken.
    func takesAll(_ batch: FrameBatch) -> Bool {
        receiver == .all && filters == nil && !(index != nil && batch.link == .linuxCooked2)
            && !duplicates.canFind(in: batch.link)
    }

    /// What decides in nearly all captures.
    enum Plain {
        case all
        case to(MACAddress)
    }

    /// Whether all frames are taken, or those to an address; nil where more than that decides.
    func plain(_ link: LinkType) -> Plain? {
        guard filters == nil, !duplicates.canFind(in: link) else { return nil }
        switch receiver {
        case .all: return .all
        case .mac(let address): return .to(address)
        default: return nil
        }
    }

    /// Counts frames that were left out by somebody who looked at their address.
    mutating func countLeftOut(_ count: Int) { leftOut &+= UInt64(count) }

    /// Makes ready for frames of that link type; a filter that has no meaning for a later one keeps none of them.
    ///
    /// - Throws: That the filter does not compile for the first link type.
    mutating func prepare(_ link: LinkType) throws(SourceError) {
        guard let filters, !filters.links.contains(link) else { return }
        self.filters?.links.insert(link)
        do throws(SourceError) {
            self.filters?.compiled[link] = try CaptureFilter(filters.expression, link: link, snapLength: snapLength)
        } catch {
            if filters.links.isEmpty { throw error }
        }
    }

    /// Goes through a batch that this was made ready for, and says of each frame what becomes of it.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - end: The number of the frame before which it stops.
    ///   - body: Takes each frame, what is said of it, what becomes of it and its place, and says whether to go on.
    /// - Returns: Whether to go on behind the batch.
    @inline(__always)
    mutating func withFates(
        of batch: FrameBatch, until end: UInt64 = .max,
        _ body: (Span<UInt8>, FrameRecord, FrameOrigin, Fate, _ place: Int) -> Bool
    ) -> Bool {
        let link = batch.link
        var goesOn = true
        batch.withRawFrames { raw in
            for place in 0..<raw.count where goesOn {
                let (record, origin) = (raw.record(at: place), batch.origin(at: place))
                goesOn = record.index < end
                guard goesOn else { return }
                raw.withBytes(of: record) { frame in
                    goesOn = body(frame, record, origin, fate(frame, record, link: link, origin), place)
                }
            }
        }
        return goesOn
    }

    /// Says what becomes of the next frame.
    @inline(__always)
    mutating func fate(_ frame: Span<UInt8>, _ record: FrameRecord, link: LinkType, _ origin: FrameOrigin) -> Fate {
        if let index, link == .linuxCooked2, others.note(frame, link: link, origin, wanted: index) { return .ignored }
        let length = Int(record.wireLength)
        let isReceived = receiver.takes(frame, link: link, origin: origin)
        if !isReceived {
            leftOut &+= 1
            guard let interface else { return .leftOut }
            // What another interface saw would be seen twice.
            return FramePlace(frame, link: link, origin: origin).interface == interface ? .leftOut : .ignored
        }
        if duplicates.canFind(in: link),
            duplicates.isDuplicate(frame, wireLength: length, link: link, origin: origin, time: record.time)
        {
            return .ignored
        }
        guard let filters else { return .taken }
        if filters.compiled[link]?.passes(frame, wireLength: length) == true {
            rejected = nil
            return .taken
        }
        filtered &+= 1
        rejected?.note(frame, link: link)
        return .leftOut
    }
}
