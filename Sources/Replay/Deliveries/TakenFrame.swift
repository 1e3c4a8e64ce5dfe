import Frames
import Packet

/// A frame that a run has taken, with what its capture says of it.
struct TakenFrame {
    /// What was read of it.
    var packet: Descriptor
    /// Its captured bytes.
    var bytes: ArraySlice<UInt8>
    /// What stands in front of IP in it.
    var link: LinkType
    /// Where it comes from.
    var origin: FrameOrigin
}
