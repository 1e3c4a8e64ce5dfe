/// How to read a source.
public struct SourceOptions: Sendable {
    /// A capture filter as tcpdump takes it, or nil for all frames.
    public var filter: String?
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums: Bool
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags: Bool
    /// Whether a pipe is opened when what its capture begins with has come, and not waited for.
    public var opensLate: Bool
    /// Where a source that would be endless ends, in frames before the filter; nil leaves it endless.
    public var packetLimit: UInt64?

    /// The interface of a pcapng capture whose frames alone are read, by its number from 0 or its name; nil for all.
    public var interface: String?

    /// Options, by default none.
    public init(
        filter: String? = nil, verifiesChecksums: Bool = false, stripsTags: Bool = false, packetLimit: UInt64? = nil,
        opensLate: Bool = false, interface: String? = nil
    ) {
        self.interface = interface
        self.filter = filter
        self.stripsTags = stripsTags
        self.opensLate = opensLate
        self.verifiesChecksums = verifiesChecksums
        self.packetLimit = packetLimit
    }
}
