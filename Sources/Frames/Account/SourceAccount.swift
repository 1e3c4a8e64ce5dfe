/// What was done to the frames of a capture before they are received: which were left out, and which were cut.
public struct SourceAccount: Equatable, Sendable {
    /// Frames that were read of the capture.
    public var frames: UInt64 = 0
    /// Those of each interface.
    public var interfaces = InterfaceCounts()
    /// Frames of interfaces of a cooked capture that are not wanted.
    public var otherInterfaces: UInt64 = 0
    /// Who received those that are taken; nil as long as that is not decided, and for synthetic traffic.
    public var receivedBy: ReceivedBy?
    /// Frames recorded twice, each taken once.
    public var duplicates: UInt64 = 0
    /// Where they were recorded, in a sentence.
    public var duplicateSentence = ""
    /// Frames that the filter does not keep.
    public var filtered: UInt64 = 0
    /// What the frames are where the filter keeps none, in a sentence.
    public var emptyFilter: String?
    /// A filter for one direction, where both are taken.
    public var suggestedFilter: SuggestedFilter?
    /// Whether packets that were merged before the capture are cut.
    public var unmerges = false
    /// What un-merge did, nil where nothing was merged or it is off.
    public var unmerge: UnmergeCounts?
    /// The TCP packets with payload among the taken ones, as the host delivered them and as they were on the wire.
    public var host = FlowAccount()

    /// Nothing done yet.
    public init() {}

    /// Segments per packet of what the capturing host's kernel had merged; nil where it merged nothing.
    public var hostRatio: Double? { (unmerge?.cut ?? 0) > 0 ? host.ratio : nil }
}
