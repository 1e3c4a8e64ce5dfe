import Receive

extension Case {
    /// What it costs to keep more of what happened than the counters.
    static let deliveries: [Case] = [(name: "dropped", isKept: false), ("kept", true)].map { name, isKept in
        Case("deliveries/\(name)", "frames of 8 flows in bursts of 8, deliveries \(name)") { stock, packets in
            FrameWorkload(
                stock.frames(.eightByEight(.short), packets: packets),
                Pipeline(ReceiveSettings(sessions: 8), keepsDeliveries: isKept), packets: packets)
        }
    }
}
