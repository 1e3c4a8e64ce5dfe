import Offload
import Receive
import Screen

/// Everything that options decide, with their defaults.
public struct WatchSettings: Equatable, Sendable {
    /// The receive path.
    public var receive = ReceiveSettings()
    /// Whether wrong checksums are found.
    public var verifiesChecksums = false
    /// Whether the NIC removes VLAN tags.
    public var stripsTags = false
    /// The capture filter, or nil.
    public var filter: String?
    /// The theme by its name or file.
    public var theme = "default"
    /// How many colours are used.
    public var color = ColorMode.auto
    /// Whether only ASCII is drawn.
    public var ascii = false
    /// Whether the terminal reports the mouse.
    public var mouse = true
    /// Whether the run begins paused.
    public var paused = false

    /// The defaults.
    public init() {}

    /// The defaults where nothing is given; values that an option does not take are left out.
    public init(_ values: OptionValues) {
        func take<Value>(_ value: Value?, _ place: WritableKeyPath<WatchSettings, Value>) {
            if let value { self[keyPath: place] = value }
        }
        take(values.number(.maxAggr), \.receive.offload.maxAggr)
        take(values.number(.budget), \.receive.budget)
        take(values.text(.mode).flatMap { Mode(rawValue: $0) }, \.receive.offload.mode)
        take(values.text(.rules).flatMap { Rulebook(rawValue: $0) }, \.receive.offload.rules)
        receive.offload.sessions = values.number(.sessions) ?? receive.offload.rules.defaultSessions
        take(values.number(.groBuckets), \.receive.offload.groBuckets)
        take(values.number(.groMaxSize), \.receive.offload.groMaxSize)
        take(values.number(.mtu), \.receive.offload.mtu)
        take(values.number(.copybreak), \.receive.copybreak)
        take(values.number(.fragSize), \.receive.offload.fragSize)
        receive.offload.maxFrags = values.number(.maxFrags)
        take(values.number(.queues), \.receive.queues)
        take(values.number(.flows), \.receive.flows)
        take(values.flag(.verifyChecksums), \.verifiesChecksums)
        take(values.flag(.stripVLAN), \.stripsTags)
        filter = values.text(.filter)
        take(values.text(.theme), \.theme)
        take(values.text(.color).flatMap { ColorMode(rawValue: $0) }, \.color)
        take(values.flag(.ascii), \.ascii)
        take(values.flag(.mouse), \.mouse)
        take(values.flag(.paused), \.paused)
    }
}
