import Intake
import Packet
import Testing

@Suite("The receiver of a capture of Ethernet")
struct EthernetReceiverTests {
    private let host = Station(2, mac: 2)
    private let near = Station(3, mac: 3)
    private let far = Station(9, mac: 1)

    /// A download behind a gateway, both directions of it.
    private var download: [CapturedFrame] {
        (0..<20).flatMap { _ in
            [CapturedFrame(from: far, to: host, 1_000), CapturedFrame(from: host, to: far)]
        }
    }

    /// The frames of the host as its own stack made them.
    private func sent(_ frames: [CapturedFrame], _ change: (inout CapturedFrame) -> Void) -> [CapturedFrame] {
        frames.map { $0.builder.flow.source == host.address ? $0.with(change) : $0 }
    }

    @Test("is the card at one end of all frames, on a laptop with a gateway and a neighbour")
    func laptop() {
        let frames = download + [CapturedFrame(from: near, to: host, 10), CapturedFrame(from: host, to: near)]
        let choice = frames.choice()
        #expect(choice.receiver == host.card && choice.how == .sure)
        #expect(choice.headline == "received by 10.0.0.2 (sure)")
        #expect(frames.taken(by: choice.receiver) == frames.indices.filter { $0.isMultiple(of: 2) })
    }

    @Test("is still that card where one frame in a hundred is of others, not where three are")
    func strays() {
        let frames = (0..<97).map { CapturedFrame(from: $0.isMultiple(of: 2) ? near : far, to: host, 10) }
        let stray = CapturedFrame(from: near, to: far, 10)
        #expect((frames + [stray]).choice().receiver == host.card)
        #expect((frames + [stray, stray, stray]).choice().receiver == .all)
    }

    @Test("on a server with one gateway is who sent frames too short for a wire")
    func short() {
        // Without the evidence the gateway would be guessed: it received more.
        let upload = (0..<20).flatMap { _ in
            [
                CapturedFrame(from: host, to: far, 1_000),
                CapturedFrame(from: far, to: host).with { $0.isPadded = true },
            ]
        }
        #expect(upload.choice().receiver == far.card && upload.choice().how == .guess)
        let choice = (upload + [CapturedFrame(from: host, to: far)]).choice()
        #expect(choice.receiver == host.card && choice.how == .sure)
        #expect(choice.mostlySends)
        #expect(choice.sentences.last == "This host mostly sends: D shows what its peers receive.")
    }

    @Test("is who left its checksums to its NIC, where both sent short frames, as virtual links have them")
    func checksums() {
        let frames = sent(download) { $0.isIncomplete = true } + [CapturedFrame(from: far, to: host)]
        let choice = frames.choice()
        #expect(choice.receiver == host.card && choice.how == .sure)
        #expect(choice.sentences[0].contains("its NIC had not completed"))
        let uploading = frames + [CapturedFrame(from: host, to: far, 60_000).with { $0.isIncomplete = true }]
        #expect(uploading.choice().receiver == host.card)
    }

    @Test("is not told by the checksum of an aggregate, which GRO leaves alike")
    func aggregates() {
        let frames =
            sent(download) { $0.isIncomplete = true }
            + [CapturedFrame(from: far, to: host)]
            + (0..<90).map { _ in CapturedFrame(from: far, to: host, 20_000).with { $0.isIncomplete = true } }
        #expect(frames.choice().receiver == host.card && frames.choice().how == .sure)
    }

    @Test("is told by what the capture says of checksums, too")
    func toldChecksums() {
        let frames = sent(download) { $0.origin.checksum = .partial } + [CapturedFrame(from: far, to: host)]
        #expect(frames.choice().how == .sure && frames.choice().receiver == host.card)
    }

    @Test("is guessed where both or none have the evidence, or it points both ways")
    func guess() {
        let both = download + [CapturedFrame(from: far, to: host)]
        #expect(both.choice().receiver == host.card && both.choice().how == .guess)
        #expect(both.choice().headline == "received by 10.0.0.2 (guess)")
        let padded = sent(download) { $0.isPadded = true }
        let contrary =
            padded.map { $0.with { $0.isIncomplete = $0.builder.flow.source == far.address } }
            + [
                CapturedFrame(from: host, to: far),
                CapturedFrame(from: far, to: host).with { frame in
                    (frame.isIncomplete, frame.isPadded) = (true, true)
                },
            ]
        #expect(contrary.choice().how == .guess)
    }

    @Test("is found in a capture of one connection over IPv6")
    func connection() {
        let client = Station(IPAddress(high: 0x2001_0db8 << 32, low: 1), mac: 2)
        let server = Station(IPAddress(high: 0x2001_0db8 << 32, low: 2), mac: 1)
        let frames = (0..<9).flatMap { _ in
            [
                CapturedFrame(from: server, to: client, 1_000),
                CapturedFrame(from: client, to: server).with { $0.isIncomplete = true },
            ]
        }
        #expect(frames.choice().receiver == client.card && frames.choice().how == .sure)
        #expect(frames.choice().headline == "received by 2001:db8::1 (sure)")
    }

    @Test("is nobody at a mirror port, nor where there is no TCP")
    func nobody() {
        let stations = (UInt8(0)..<30).map { Station(UInt32($0) + 20, mac: $0 % 5 + 10) }
        let mirror = stations.flatMap { station -> [CapturedFrame] in
            [CapturedFrame(from: station, to: far, 100), CapturedFrame(from: near, to: station, 100)]
        }
        #expect(mirror.choice().receiver == .all && mirror.choice().how == .all)
        #expect(mirror.choice().headline == "all frames")
        #expect(mirror.choice().choices == [.all])
        let datagrams = download.map { $0.with { $0.builder.protocolNumber = 17 } }
        #expect(datagrams.choice().how == .all)
        #expect(datagrams.choice().sentences == ["All frames are taken: there is no TCP to tell the receiver by."])
        #expect([CapturedFrame]().choice().receiver == .all)
    }

    @Test("is nobody where a host talks to itself, and where all that is there was sent")
    func oneSided() {
        let own = Station(IPAddress(v4: 0x7f00_0001), mac: 0)
        let other = Station(IPAddress(v4: 0x7f00_0035), mac: 0)
        let loopback = [CapturedFrame(from: own, to: other, 100), CapturedFrame(from: own, to: own, 50)]
        #expect(loopback.choice().sentences == ["All frames are taken: a host talks to itself."])
        let sent = (0..<9).map { CapturedFrame(from: host, to: $0.isMultiple(of: 2) ? near : far, 100) }
        #expect(sent.choice().how == .all)
    }

    @Test("is the other end of a capture of one direction, whoever sent short frames")
    func oneDirection() {
        let frames = (0..<9).map { CapturedFrame(from: host, to: far, $0 % 3 * 100) }
        let choice = frames.choice()
        #expect(choice.receiver == far.card && choice.how == .guess)
        #expect(frames.taken(by: choice.receiver).count == 9)
    }

    @Test("is not told by frames whose length is wrong")
    func wrongLength() {
        let frames = download.map { frame in frame.with { $0.isPadded = true } }
        var evidence = frames.evidence()
        let cut = Array(CapturedFrame(from: far, to: host, 900).bytes.prefix(58))
        evidence.note(cut.span, wireLength: 58, link: .ethernet, origin: .init())
        #expect(evidence.decide().how == .guess)
    }

    @Test("is told by address where all frames have one MAC address at both ends")
    func anonymous() {
        let anonymous = download.map { frame in frame.with { $0.builder.sourceMAC = $0.builder.destinationMAC } }
        #expect(anonymous.choice().receiver == .address(host.address))
    }

    @Test("that has many addresses behind it forwards, unless it is the first hop for all of them")
    func router() {
        let behind = (20..<40).map { Station($0, mac: 2) }
        func frames(timeToLive: UInt8) -> [CapturedFrame] {
            behind.flatMap { client in
                [near, far].flatMap { server in
                    [
                        CapturedFrame(from: server, to: client, 1_000),
                        CapturedFrame(from: client, to: server).with { $0.builder.timeToLive = timeToLive },
                    ]
                }
            }
        }
        let router = frames(timeToLive: 63).choice()
        #expect(router.receiver == host.card && router.forwards)
        #expect(router.headline == "received by 02:00:00:00:00:02 (sure)")
        #expect(router.sentences.last == "This host forwards; Linux turns LRO off there.")
        #expect(!frames(timeToLive: 64).choice().forwards)
    }
}
