import Snapshots

/// What changes by itself while nobody presses a key; the time comes from whoever owns the monitor.
extension Model {
    /// How long a message is shown, in seconds.
    static let messageTime = 5.0
    /// How long a source may be silent before that is said, in seconds.
    static let silentTime = 1.0
    /// Time that comes in thirds is not exact: what is missing of a whole by less than this is not missing.
    private static let tolerance = 1e-6

    /// Lets so many seconds pass; whether that changed the screen.
    @discardableResult
    public mutating func advance(seconds: Double) -> Bool {
        let wasWaiting = isWaiting
        waitingTime = isSilent ? waitingTime + seconds : 0
        var isChanged = isWaiting != wasWaiting
        if message != nil {
            messageAge += seconds
            if messageAge > Self.messageTime - Self.tolerance {
                message = nil
                isChanged = true
            }
        }
        return isChanged
    }

    /// The seconds after which the screen changes by itself, or nil when it does not.
    public var timeToChange: Double? {
        let message = message == nil ? nil : Self.messageTime - messageAge
        let silence = isSilent && !isWaiting ? Self.silentTime - waitingTime : nil
        return [message, silence].compactMap(\.self).min()
    }

    /// Whether it is time to say that nothing has come of the source yet.
    var isWaiting: Bool { isSilent && waitingTime > Self.silentTime - Self.tolerance }

    /// Whether the run goes on, and nothing has come through the pipe that it reads.
    ///
    /// Of one that stands still nobody looks whether something has come.
    private var isSilent: Bool {
        guard let snapshot else { return false }
        return snapshot.isRunning && !snapshot.isOver && !snapshot.source.isOpen
    }
}
