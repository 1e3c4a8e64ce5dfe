import Packet
import PlainText

/// An interface whose frames a capture holds.
public struct CaptureInterface: Hashable, Sendable {
    /// Its name, control characters made visible; empty where the capture does not tell it.
    public var name: String
    /// What stands in front of IP in its frames; nil where they cannot be read, and are left out.
    public var link: LinkType?
    /// The link type in words.
    public var linkName: String
    /// The most bytes of a frame that are captured.
    public var snapLength: Int
    /// Bits a second, where the capture tells them.
    public var speed: UInt64?
    /// The frames so far that were left out because they cannot be read.
    public var leftOut: UInt64 = 0

    /// An interface of which a capture tells so much.
    public init(name: String, link: LinkType?, snapLength: Int, speed: UInt64? = nil) {
        self.name = name.harmless
        self.link = link
        linkName = link?.rawValue ?? ""
        self.snapLength = snapLength
        self.speed = speed
    }
}
