/// Which frames that were recorded twice are taken once.
public enum DuplicatePolicy: String, CaseIterable, Sendable {
    /// Those that came from two interfaces.
    case auto
    /// None.
    case keep
    /// Those that came from the same interface twice, too, as at a mirror port.
    case drop
}
