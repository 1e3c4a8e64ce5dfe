import Receive
import Settings

/// The changes of settings in a run, the earliest first: with its source all that is needed to run it again.
public struct KnobLog: Equatable, Sendable {
    /// Settings that were changed together, between two frames.
    public struct Change: Equatable, Sendable {
        /// Frames that the run had received.
        public let frames: UInt64
        /// The settings before.
        public let old: ReceiveSettings
        /// The settings from then on.
        public let new: ReceiveSettings
        /// Whether it takes an earlier change back.
        public let isUndo: Bool

        /// Each setting that differs, with its value before and from then on.
        public var settings: [(setting: Setting, old: Int, new: Int)] {
            Setting.allCases.map { ($0, old[$0], new[$0]) }.filter { $0.1 != $0.2 }
        }
    }

    /// The changes.
    public private(set) var changes: [Change] = []

    /// No changes.
    public init() {}

    /// The latest change that was not taken back, or nil.
    ///
    /// - Complexity: O(*n*) in the number of changes.
    public var lastInForce: Change? {
        var takenBack = 0
        for change in changes.reversed() {
            if change.isUndo {
                takenBack += 1
            } else if takenBack > 0 {
                takenBack -= 1
            } else {
                return change
            }
        }
        return nil
    }

    /// Notes a change; nothing where the settings stay.
    mutating func note(_ frames: UInt64, from old: ReceiveSettings, to new: ReceiveSettings, isUndo: Bool) {
        guard old != new else { return }
        changes.append(Change(frames: frames, old: old, new: new, isUndo: isUndo))
    }
}
