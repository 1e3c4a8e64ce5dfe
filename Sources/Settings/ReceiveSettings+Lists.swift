/// The settings that are in force, one after another.
extension ReceiveSettings {
    /// The knobs that are in force, in the order in which they are shown.
    public var knobs: [Setting] {
        Setting.knobs.filter { $0.inForce(.lro) == $0 }.map { $0.inForce(offload.rules) }
    }

    /// The settings that say what decides about packets, the most important first; `brief` leaves those out for which
    /// one line has no room.
    public func told(brief: Bool = false) -> [Setting] {
        Setting.told.filter { setting in
            guard setting.row.inOneLineList || !brief else { return false }
            return switch setting.row.listed {
            case .whenApplied: setting.row.applies(self)
            case .whenChanged: self[setting] != setting.defaultValue(offload.rules)
            case .never: false
            }
        }
    }
}
