import Frames
import Packet

/// Whose received frames a receive path takes, and how that is known.
public struct ReceiverChoice: Equatable, Sendable {
    /// What speaks for it.
    enum Ground: Equatable, Sendable {
        /// The capture says which way frames went.
        case direction
        /// Nearly all frames have it at one end.
        case commonEnd
        /// Of two such ends it sent frames that are too short for a wire.
        case shortFrames
        /// Of two such ends it sent frames whose checksums are not complete.
        case checksums
        /// Of two such ends it received more payload.
        case morePayload
        /// No end has nearly all frames.
        case manyHosts
        /// A host that talks to itself.
        case ownTraffic
        /// The end of nearly all frames received none of them.
        case receivedNothing
        /// There is no TCP.
        case noTCP
        /// The traffic was made for a receiver.
        case made
        /// Somebody said so.
        case given
    }

    /// Whose frames are taken.
    public internal(set) var receiver: Receiver
    /// How it is known.
    public let how: ReceivedBy.How
    /// The address of the host that received most payload; nil where it forwards for many, or is nobody.
    public private(set) var address: IPAddress?
    /// The name of the interface, where the capture has several and one was chosen.
    public internal(set) var interface: String?
    /// Whether there are many destination addresses behind it, so that it forwards.
    public private(set) var forwards = false
    /// Whether it sent more than three quarters of the payload.
    public private(set) var mostlySends = false
    let ground: Ground

    /// All frames of traffic that was made: it is what a host receives.
    public static let made = ReceiverChoice(.all, .all, .made)

    init(_ receiver: Receiver, _ how: ReceivedBy.How, _ ground: Ground) {
        (self.receiver, self.how, self.ground) = (receiver, how, ground)
    }

    /// Takes over what was seen of the end.
    mutating func describe(_ tally: EndTally?) {
        guard let tally else { return }
        forwards = tally.forwards
        mostlySends = tally.mostlySends
        address = forwards ? nil : tally.mainAddress
    }

    /// What a person goes through: this one, what its peers received, and all frames; only all where it is nobody.
    public var choices: [Receiver] {
        switch receiver {
        case .all: [.all]
        case .interface where how == .all: [receiver, .all]
        case .peers(let end): [end, receiver, .all]
        default: [receiver, receiver.opposite, .all]
        }
    }

    /// The choice of the next of some choices, known in the same way.
    func next(of choices: [Receiver]) -> ReceiverChoice {
        let place = choices.firstIndex(of: receiver).map { ($0 + 1) % choices.count } ?? 0
        return showing(choices[place])
    }

    /// The choice of another of `choices`, known in the same way.
    public func showing(_ receiver: Receiver) -> ReceiverChoice {
        var choice = self
        choice.receiver = receiver
        return choice
    }
}
