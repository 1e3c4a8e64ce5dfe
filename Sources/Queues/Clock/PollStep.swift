import Packet

/// What a CPU did at a queue, for somebody who looks on.
public enum PollStep {
    /// It took a frame, which was received.
    case took(Descriptor)
    /// It ended a poll, behind which the queue's log is cleared when the next begins.
    case ended
    /// The source has ended, and the sessions that were still open were flushed.
    case finished
}

/// Somebody who looks on after each step: with the number of the queue, and the queue as it stands.
public typealias PollObserver = (PollStep, Int, ReceiveQueue) -> Void
