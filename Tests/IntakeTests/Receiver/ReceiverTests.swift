import Intake
import Packet
import Testing

@Suite("A receiver")
struct ReceiverTests {
    private let host = Station(2, mac: 2)
    private let far = Station(9, mac: 1)
    private let near = Station(3, mac: 3)

    @Test("that is a card takes what is for it, and what others send to many")
    func card() {
        let toHost = CapturedFrame(from: far, to: host)
        let fromHost = CapturedFrame(from: host, to: far)
        let broadcast = [UInt8](repeating: 0xff, count: 6)
        #expect(toHost.isTaken(by: host.card))
        #expect(!fromHost.isTaken(by: host.card))
        #expect(!CapturedFrame(from: far, to: near).isTaken(by: host.card))
        #expect(toHost.with { $0.builder.destinationMAC = broadcast }.isTaken(by: host.card))
        #expect(!fromHost.with { $0.builder.destinationMAC = broadcast }.isTaken(by: host.card))
        #expect(fromHost.isTaken(by: .peers(host.card)))
        #expect(!toHost.isTaken(by: .peers(host.card)))
        #expect(toHost.isTaken(by: .all) && fromHost.isTaken(by: .all))
    }

    @Test("that is an address takes what is for it behind any link header")
    func address() {
        let frame = CapturedFrame(from: far, to: host).with { $0.builder.tags = [.init(id: 5), .init(id: 6)] }
        #expect(frame.isTaken(by: .address(host.address)))
        #expect(!frame.isTaken(by: .address(far.address)))
        #expect(frame.isTaken(by: .peers(.address(far.address))))
        let toMany = CapturedFrame(from: far, to: Station(IPAddress(v4: 0xe000_00fb), mac: 9))
        #expect(toMany.isTaken(by: .address(host.address)))
        #expect(!toMany.isTaken(by: .address(far.address)))
    }

    @Test("does not choke on frames that are cut")
    func cut() {
        let bytes = CapturedFrame(from: far, to: host).bytes
        let receivers: [Receiver] = [
            .all, host.card, .address(host.address), .interface(0), .at(interface: 0, host.card),
        ]
        var evidence = ReceiverEvidence()
        for link in LinkType.allCases {
            for count in 0...bytes.count {
                let frame = Array(bytes.prefix(count))
                evidence.note(frame.span, wireLength: bytes.count, link: link, origin: .init())
                for receiver in receivers + receivers.map(\.opposite) {
                    _ = receiver.takes(frame.span, link: link, origin: .init())
                }
            }
        }
        #expect(evidence.decide().sentences.count == 1)
    }

    @Test("keeps few addresses in mind, whatever comes")
    func bounded() {
        var evidence = ReceiverEvidence()
        for number in UInt32(0)..<20_000 {
            let peer = Station(IPAddress(v4: 0x0b00_0000 + number), mac: 0)
            let frame = CapturedFrame(from: host, to: peer, 10, link: .rawIP)
            let bytes = frame.bytes
            evidence.note(bytes.span, wireLength: bytes.count, link: .rawIP, origin: .init())
        }
        // All were sent by one, who received nothing.
        #expect(evidence.decide().how == .all)
    }

    @Test(
        "is named by an argument",
        arguments: [
            ("all", "all"), ("02:00:00:00:00:a1", "02:00:00:00:00:a1"), ("02-00-00-00-00-A1", "02:00:00:00:00:a1"),
            ("2:0:0:0:0:a1", "02:00:00:00:00:a1"), ("10.0.0.2", "10.0.0.2"), ("2001:DB8::2", "2001:db8::2"),
            ("::ffff:10.0.0.2", "::ffff:a00:2"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
        ])
    func argument(text: String, description: String) {
        #expect(Receiver(argument: text)?.description == description)
    }

    @Test(
        "is not named by anything else",
        arguments: [
            "", "auto", "eth0", "10.0.0", "10.0.0.256", "02:00:00:00:00", "02:00:00:00:00:a1:07", "02:00:00-00:00:a1",
            "02:00:00:00:00:001", "02:00:00:00:00:g1", "fe80::1%eth0", ":::::",
        ])
    func wrong(text: String) {
        #expect(Receiver(argument: text) == nil)
    }

    @Test("is gone through with its other side and all frames, each with a headline")
    func choices() {
        let frames = (0..<9).flatMap { _ in
            [CapturedFrame(from: far, to: host, 1_000), CapturedFrame(from: host, to: near)]
        }
        let choice = frames.choice()
        #expect(choice.choices == [host.card, .peers(host.card), .all])
        #expect(choice.showing(.peers(host.card)).headline == "received by the peers of 10.0.0.2 (sure)")
        #expect(
            choice.showing(.peers(host.card)).sentences[0].hasPrefix("Taken is what the peers of 10.0.0.2 received"))
        #expect(choice.showing(.all).headline == "all frames")
        #expect(choice.showing(.all).sentences == ["All frames are taken."])
    }

    @Test("that is given is known by its address, too")
    func given() {
        let frames = [CapturedFrame(from: far, to: host, 1_000), CapturedFrame(from: host, to: near, 10)]
        let choice = frames.evidence().choice(given: host.card)
        #expect(choice.receiver == host.card && choice.how == .given)
        #expect(choice.headline == "received by 10.0.0.2 (given)")
        #expect(choice.sentences == ["Taken is what 10.0.0.2 received: as --receiver says."])
        let stranger = frames.evidence().choice(given: Station(4, mac: 4).card)
        #expect(stranger.headline == "received by 02:00:00:00:00:04 (given)")
        #expect(frames.evidence().choice(given: .all).sentences == ["All frames are taken: as --receiver says."])
    }
}
