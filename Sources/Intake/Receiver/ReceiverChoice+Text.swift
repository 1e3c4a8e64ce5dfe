import Frames

extension ReceiverChoice {
    /// What a header says: `received by 10.0.0.2 (sure)`, or `all frames`.
    public var headline: String {
        switch receiver {
        case .all: "all frames"
        case .interface where how == .all: "all frames of \(interface ?? receiver.description)"
        case .peers: "received by the peers of \(host) (\(how.rawValue))"
        default: "received by \(host) (\(how.rawValue))"
        }
    }

    /// What a report says: whose frames are taken and why, and what that means for merging.
    public var sentences: [String] {
        guard receiver != .all || how == .all || how == .given else { return ["All frames are taken."] }
        var sentences = ["\(taken): \(reason)."]
        if forwards { sentences.append("This host forwards; Linux turns LRO off there.") }
        if mostlySends, !isPeers { sentences.append("This host mostly sends: D shows what its peers receive.") }
        return sentences
    }

    /// The host as it is shown: by the address that received most, else by what the receiver is.
    private var host: String {
        if let address { return "\(address)" }
        switch receiver {
        case .interface, .peers(.interface): return interface ?? "this host"
        case .at(_, let end), .peers(.at(_, let end)), .peers(let end): return "\(end)"
        default: return "\(receiver)"
        }
    }

    private var isPeers: Bool {
        if case .peers = receiver { true } else { false }
    }

    private var taken: String {
        let place = interface.map { " at \($0)" } ?? ""
        return switch receiver {
        case .all: "All frames are taken"
        case .interface where how == .all: "All frames\(place) are taken"
        case .peers: "Taken is what the peers of \(host) received\(place)"
        default: host == interface ? "Taken is what \(host) received" : "Taken is what \(host) received\(place)"
        }
    }

    private var reason: String {
        switch ground {
        case .direction: "the capture says which way frames went"
        case .commonEnd: "nearly all TCP frames have it at one end"
        case .shortFrames: "it sent frames under 60 bytes, which had not been on a wire yet"
        case .checksums: "it sent TCP checksums that its NIC had not completed yet"
        case .morePayload: "a guess, it received more payload than the other end (--receiver says otherwise)"
        case .manyHosts: "no host has nearly all TCP frames at one end, as at a mirror port"
        case .ownTraffic: "a host talks to itself"
        case .receivedNothing: "the one host that has them all at one end received none of them"
        case .noTCP: "there is no TCP to tell the receiver by"
        case .made: "it is made traffic"
        case .given: "as --receiver says"
        }
    }
}

extension ReceiverChoice {
    /// What a source says of its receiver; nil for traffic that was made, of which there is nothing to say.
    var receivedBy: ReceivedBy? {
        guard ground != .made else { return nil }
        return ReceivedBy(
            how: how, mac: receiver.mac, address: address, takesAll: receiver == .all, text: headline,
            sentence: sentences.joined(separator: " "))
    }
}
