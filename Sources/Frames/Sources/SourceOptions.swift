/// How to read a source.
public struct SourceOptions: Sendable {
    /// Whether the checksums of IP and TCP are verified.
    public var verifiesChecksums: Bool
    /// Whether the NIC removes every VLAN tag and forgets it.
    public var stripsTags: Bool
    /// Whether a pipe is opened when what its capture begins with has come, and not waited for.
    public var opensLate: Bool
    /// Where a source that would be endless ends, in frames; nil leaves it endless.
    public var packetLimit: UInt64?

    /// The interface of a pcapng capture whose frames alone are read, by its number from 0 or its name; nil for all.
    public var interface: String?

    /// Options, by default none.
    public init(
        verifiesChecksums: Bool = false, stripsTags: Bool = false, packetLimit: UInt64? = nil, opensLate: Bool = false,
        interface: String? = nil
    ) {
        self.interface = interface
        self.stripsTags = stripsTags
        self.opensLate = opensLate
        self.verifiesChecksums = verifiesChecksums
        self.packetLimit = packetLimit
    }
}
