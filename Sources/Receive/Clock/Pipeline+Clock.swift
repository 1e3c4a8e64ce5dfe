import Packet
import Queues

/// Taking frames in time.
extension Pipeline {
    /// Takes a frame when it arrives by the clock, after all that happens before, and returns the number of its queue.
    ///
    /// - Parameters:
    ///   - packet: The frame; what is left of it then means nothing.
    ///   - observer: Who looks on at what happens before it.
    /// - Returns: The number of its queue; without a clock it is received at once.
    @discardableResult
    public mutating func takeInTime(_ packet: inout Descriptor, observer: PollObserver? = nil) -> Int {
        guard clock != nil else { return take(&packet) }
        let queue = rss.steer(&packet)
        received += 1
        lastFrame = packet.index
        clock?.take(&packet, queue: queue, &queues, observer)
        return queue
    }

    /// Takes frames when they arrive by the clock, which there must be.
    ///
    /// - Parameters:
    ///   - frames: The next frames.
    ///   - after: What is done after each poll, and after the last of the frames: with the number of the queue, and the
    ///     queue as it stands.
    public mutating func takeInTime(_ frames: RawFrames, after: ((Int, ReceiveQueue) -> Void)?) {
        guard frames.count > 0 else { return }
        clock?.take(frames, &rss, &queues, after.map(Self.observer))
        received += UInt64(frames.count)
        lastFrame = frames.record(at: frames.count - 1).index
        guard let after else { return }
        for queue in queues.indices { after(queue, queues[queue]) }
    }

    /// An observer of what a poll has come to.
    public static func observer(_ after: @escaping (Int, ReceiveQueue) -> Void) -> PollObserver {
        { step, number, queue in
            switch step {
            case .took: break
            case .ended, .finished: after(number, queue)
            }
        }
    }
}
