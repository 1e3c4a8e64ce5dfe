/// A way along something ordered: a ladder of values, the paces, panels, queues, columns.
public enum Direction: Int, Hashable, Sendable {
    /// Towards smaller values, slower paces, and what stands before.
    case backward = -1
    /// Towards larger values, faster paces, and what comes next.
    case forward = 1

    /// How far a step goes: 1 or -1.
    public var sign: Int { rawValue }
}
