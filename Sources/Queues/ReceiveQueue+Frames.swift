import Offload
import Packet

/// Receiving frames as they lie in memory.
extension ReceiveQueue {
    /// How many frames go by descriptor behind one for which setting out on the fast path was in vain: others like it
    /// are often near, and setting out costs half of what a descriptor does.
    private static let pause = 8

    /// Receives frames, one after the other, by the fast path where that is open.
    package mutating func receive(_ frames: RawFrames, after: ((ReceiveQueue) -> Void)?) {
        let isOpen = frames.headerWordsSuffice && takesFrames
        var descriptor = Descriptor()
        var (place, next) = (0, 0)
        while place < frames.count {
            var count = 0
            // To try costs more than to look.
            if isOpen, place >= next, frames.isEligible(at: place) {
                count = receiveStretch(of: frames, from: place)
                if count == 0 { next = place + Self.pause }
            }
            if count == 0 {
                frames.parse(place, into: &descriptor)
                receive(&descriptor)
            }
            place += max(1, count)
            if let after, isRoundOver || place == frames.count {
                after(self)
            }
        }
    }
}
