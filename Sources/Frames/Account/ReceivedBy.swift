import Packet

/// Who received the frames that are taken, and how that is known.
public struct ReceivedBy: Equatable, Sendable {
    /// How a receiving side was found.
    public enum How: String, Sendable {
        /// The capture leaves no doubt.
        case sure
        /// What is likely.
        case guess
        /// All frames are taken.
        case all
        /// The user said it.
        case given
    }

    /// How it was found.
    public var how: How
    /// Its MAC address, where it is known by that.
    public var mac: MACAddress?
    /// Its IP address, that with most payload where it has several.
    public var address: IPAddress?
    /// In a few words, as a header has room for: `received by 10.0.0.2 (sure)`; empty where all frames are taken.
    public var text: String
    /// In a sentence, with what else is known of the host.
    public var sentence: String
    /// Whether all frames are taken, whoever received them.
    public var takesAll: Bool
    /// Frames that it did not receive, which are left out.
    public var leftOut: UInt64 = 0

    /// A receiving side in words.
    public init(
        how: How, mac: MACAddress? = nil, address: IPAddress? = nil, takesAll: Bool, text: String, sentence: String
    ) {
        self.how = how
        self.takesAll = takesAll
        self.mac = mac
        self.address = address
        self.text = text
        self.sentence = sentence
    }
}
