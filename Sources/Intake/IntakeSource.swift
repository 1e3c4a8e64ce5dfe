import Frames
import Packet
import PlainText
import Unmerge

/// The frames of a capture that its receiver received, as they were on the wire.
///
/// It leaves out what the receiver did not receive, what was recorded twice and what the filter does not keep, and cuts
/// packets that were merged before the capture. A file is read a second time for that when the first such packet turns
/// up; what a pipe tells, its packets told that have passed.
public struct IntakeSource: FrameSource {
    /// Where the source is, with what is known of it there.
    var source: any FrameSource
    let options: IntakeOptions
    /// The source's first frame; nil where there is no way back.
    let start: SourceMark?
    /// The receiver, and what else decides which frames are taken; nil as long as that is not decided.
    var selection: FrameSelection?
    var choice: ReceiverChoice?
    /// The receivers that come into question.
    var choices: [Receiver] = []
    var watch: MergeWatch
    /// What cuts; nil as long as nothing was merged.
    var unmerger: Unmerger?
    /// The frames that were read to find the receiver.
    var lookahead = Lookahead()
    /// A filter for what the host with the most payload received, where all frames are taken.
    var suggestedFilter: SuggestedFilter?
    /// A reading besides the one that hands out, and the batch that made it necessary.
    var rereading: Rereading?
    var held: FrameBatch?
    /// What says when segments came; nil where they have their packet's time.
    var times: SegmentTimes?
    /// A batch some of whose frames are cut, and not all handed out yet.
    var cutting: CutBatch?
    /// Frames that were read.
    var frames: UInt64 = 0
    /// Those of each interface.
    var interfaces = InterfaceCounts()
    /// The index of the next packet.
    var index: UInt64 = 0
    var kept: FrameNumbers?
    /// How many queues the first frames tell, where queues are noted; 0 where they tell none.
    public internal(set) var toldQueues = 0

    /// The packets of a source that has not begun.
    ///
    /// - Throws: That the filter does not compile.
    public init(_ source: any FrameSource, _ options: IntakeOptions) throws(SourceError) {
        self.source = source
        self.options = options
        start = source.mark()
        watch = MergeWatch(mtu: options.mtu)
        if options.keepsNumbers { kept = FrameNumbers() }
        times = options.spacesSegments ? SegmentTimes(options.link) : nil
        if source.facts.kind == .synthetic { choice = .made }
        if case .size(let size) = options.unmerge { unmerger = Unmerger(size: size) }
        // What cannot be read again has to be followed from the beginning.
        if options.unmerge == .auto, start == nil { unmerger = Unmerger(passingWithMTU: options.mtu) }
        // What is wrong with the filter is said before anything else happens.
        if source.facts.isOpen {
            var selection = makeSelection()
            try selection.prepare(source.facts.link)
        }
        // Of a file it is said at once who received it, and queues have to be known before the first frame.
        if start != nil || options.notesQueues { _ = try lookAhead(ReceiverEvidence.enough) }
    }

    /// What can be said of the source, and of what was done to its frames so far.
    public var facts: SourceFacts {
        var facts = source.facts
        facts.filter = options.filter?.harmless
        var account = SourceAccount()
        account.frames = frames
        account.receivedBy = choice?.receivedBy
        account.suggestedFilter = suggestedFilter
        if let selection {
            account.receivedBy?.leftOut = selection.leftOut
            account.duplicates = UInt64(selection.duplicates.count)
            account.duplicateSentence = selection.duplicates.sentence ?? ""
            account.emptyFilter = selection.rejected?.sentence(filter: options.filter ?? "")
            account.filtered = selection.filtered
            account.otherInterfaces = selection.others.count
            if let index = options.interface, let sentence = selection.others.sentence(wanted: index) {
                account.emptyFilter = sentence
            }
        }
        account.interfaces = interfaces
        account.unmerges = options.unmerge != .off
        if let unmerger, !unmerger.counts.isEmpty {
            account.unmerge = unmerger.counts
            account.host = unmerger.total
        }
        facts.account = account
        return facts
    }

    /// How much of the source was read, from 0 to 1, or nil where no end is known.
    public var progress: Double? {
        guard let progress = source.progress, !lookahead.isEmpty else { return source.progress }
        // What was read ahead has not been handed out.
        return progress * Double(frames) / Double(max(1, lookahead.frames))
    }

    /// The numbers in the capture of the packets that were handed out.
    public var numbers: FrameNumbers? { kept }

    /// What un-merge knows of the flows, nil where nothing was cut.
    public var flowAccounts: FlowAccounts? {
        guard let unmerger, unmerger.counts.cut > 0 else { return nil }
        return unmerger.flowAccounts
    }

    /// Whether reading now would wait for whoever writes into a pipe.
    public var isQuiet: Bool {
        guard cutting == nil else { return false }
        if selection == nil { return lookahead.wouldWait(source, options.patience) }
        return lookahead.isEmpty && source.isQuiet
    }

    /// Empties `batch` and fills it with the next packets; see `FrameSource`.
    public mutating func read(into batch: inout FrameBatch) throws(SourceError) -> Bool {
        batch.removeAll()
        if rereading != nil {
            try readOn(&batch)
        } else if cutting == nil, try !takeNext(into: &batch) {
            return false
        }
        if cutting != nil { handOutCut(into: &batch) }
        if options.notesQueues { batch.noteQueues() }
        return true
    }

    func makeSelection() -> FrameSelection {
        FrameSelection(choice?.receiver ?? .all, options, source.facts)
    }

    /// The place where the next read goes on, or nil where there is no way back.
    public func mark() -> SourceMark? { start == nil ? nil : SourceMark(self) }

    /// Goes on at a mark; see `FrameSource`.
    public mutating func seek(to mark: SourceMark) { self = mark.source(as: Self.self) }

    /// The source at its first frame, with the next of the receiving sides that come into question.
    public func withNextReceiver() throws(SourceError) -> (any FrameSource)? {
        guard let choice, choices.count > 1 else { return nil }
        return try again(options, choice.next(of: choices))
    }

    /// The source at its first frame, with segments spaced or not.
    public func begunAnew(spacesSegments: Bool) throws(SourceError) -> (any FrameSource)? {
        var options = options
        options.spacesSegments = spacesSegments
        return try again(options, choice)
    }

    /// The source at its first frame, nil where there is no way back, with that receiver, if it is known.
    private func again(_ options: IntakeOptions, _ choice: ReceiverChoice?) throws(SourceError) -> IntakeSource? {
        guard let start else { return nil }
        var first = source
        first.seek(to: start)
        var again = try IntakeSource(first, options)
        if let choice {
            again.choice = choice
            again.choices = choices
            again.selection = again.makeSelection()
        }
        return again
    }
}
