import Receive

extension Case {
    /// Two queues, between which RSS shares eight flows evenly.
    static let queues: [Case] = [
        Case("queues/2/one-thread", "frames of 8 flows in bursts of 8, two queues on one thread") { stock, packets in
            var arrangement = Arrangement.eightByEight(.short)
            arrangement.queues = 2
            arrangement.unit = 128
            var settings = ReceiveSettings(sessions: 8)
            settings.queues = 2
            return FrameWorkload(stock.frames(arrangement, packets: packets), Pipeline(settings), packets: packets)
        }
    ]
}
