extension Profile {
    /// What kind of connection the one at `place` is.
    func traits(of place: Int) -> ConnectionTraits {
        switch self {
        case .mixed: Self.mixture[place % Self.mixture.count]
        case .bulk, .jumbo: ConnectionTraits()
        case .rpc:
            ConnectionTraits(
                role: .requests, port: 50_051, silence: 40_000...200_000, segments: 100...4_000,
                requests: 16...1_200, responses: 20...4_000, reset: 0.1)
        case .lossy: ConnectionTraits(loss: 0.01, reordering: 0.01, duplication: 0.005)
        case .manyflows:
            ConnectionTraits(port: 443, longestBurst: 20, silence: 200_000...2_000_000, segments: 100...10_000)
        case .incast: ConnectionTraits(longestBurst: 16, beat: 1_000_000)
        case .ipv6: ConnectionTraits(isIPv6: true)
        }
    }

    /// The connections of `mixed`, so that the first few are a mixture too.
    private static let mixture: [ConnectionTraits] = {
        let bulk = ConnectionTraits(longestBurst: 24, silence: 30_000...150_000, segments: 500...10_000)
        var untimed = bulk
        untimed.hasTimestamps = false
        var tagged = bulk
        tagged.vlan = 42
        var sixth = bulk
        sixth.isIPv6 = true
        sixth.longestBurst = 12
        sixth.silence = 60_000...200_000
        var lossy = bulk
        lossy.loss = 0.01
        lossy.reordering = 0.01
        lossy.duplication = 0.003
        lossy.oddity = 0.002
        var marked = bulk
        marked.congestion = 0.01
        let requests = ConnectionTraits(
            role: .requests, port: 6_379, silence: 4_000...50_000, segments: 20...400, oddity: 0.05, reset: 0.3)
        var untimedRequests = requests
        untimedRequests.hasTimestamps = false
        untimedRequests.port = 23
        let acknowledgments = ConnectionTraits(
            role: .acknowledgments, port: 80, longestBurst: 12, silence: 10_000...60_000, segments: 100...2_000,
            congestion: 0.05, oddity: 0.1, reset: 0.1)
        return [
            bulk, lossy, requests, bulk, bulk, acknowledgments, bulk, untimed, bulk, tagged, untimedRequests, bulk,
            marked, bulk, requests, bulk, sixth, bulk, acknowledgments, lossy, bulk, tagged, requests, untimed,
        ]
    }()
}
