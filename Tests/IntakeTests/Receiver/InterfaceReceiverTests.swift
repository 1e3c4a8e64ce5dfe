import Frames
import Intake
import Packet
import Settings
import Testing

@Suite("The receiver of a capture that names interfaces or directions")
struct InterfaceReceiverTests {
    private let host = Station(2, mac: 2)
    private let far = Station(9, mac: 1)
    private let own = Station(IPAddress(v4: 0x7f00_0001), mac: 0)

    /// What `-i any` sees: a download at `eth0` (2) and its VLAN (5), and more on the loopback (1).
    private func any(_ link: LinkType) -> [CapturedFrame] {
        (0..<9).flatMap { _ in
            [
                CapturedFrame(from: far, to: host, 1_000, link: link).cooked(.received, at: 2),
                CapturedFrame(from: far, to: host, 1_000, link: link).cooked(.received, at: 5),
                CapturedFrame(from: host, to: far, 0, link: link).cooked(.sent, at: 5),
                CapturedFrame(from: host, to: far, 0, link: link).cooked(.sent, at: 2),
                CapturedFrame(from: own, to: own, 9_000, link: link).cooked(.sent, at: 1, isLoopback: true),
                CapturedFrame(from: own, to: own, 9_000, link: link).cooked(.received, at: 1, isLoopback: true),
                CapturedFrame(from: far, to: Station(77, mac: 4), 900, link: link).cooked(.passing, at: 2),
            ]
        }
    }

    @Test("is the first one with most received payload in the second version of cooked headers, without the loopback")
    func cooked2() {
        let frames = any(.linuxCooked2)
        let choice = frames.choice()
        #expect(choice.receiver == .interface(2) && choice.how == .sure)
        #expect(choice.headline == "received by 10.0.0.2 (sure)")
        #expect(
            choice.sentences
                == ["Taken is what 10.0.0.2 received at interface 2: the capture says which way frames went."])
        #expect(frames.taken(by: choice.receiver) == stride(from: 0, to: 63, by: 7).map { $0 })
        #expect(frames.taken(by: choice.receiver.opposite) == stride(from: 3, to: 63, by: 7).map { $0 })
    }

    @Test("is all that was received but on the loopback in the first version, which names none")
    func cooked() {
        let frames = any(.linuxCooked)
        let choice = frames.choice()
        #expect(choice.how == .sure && choice.headline == "received by 10.0.0.2 (sure)")
        #expect(frames.taken(by: choice.receiver) == frames.indices.filter { $0 % 7 < 2 })
    }

    @Test("is the loopback where there is nothing else", arguments: [LinkType.linuxCooked, .linuxCooked2])
    func loopback(link: LinkType) {
        let frames = any(link).filter(\.isLoopback)
        let choice = frames.choice()
        #expect(choice.how == .sure && choice.headline == "received by 127.0.0.1 (sure)")
        #expect(frames.taken(by: choice.receiver) == frames.indices.filter { $0 % 2 == 1 })
    }

    @Test("is nobody where the host sent all of them")
    func sent() {
        let frames = (0..<9).map { _ in CapturedFrame(from: host, to: far, 9, link: .linuxCooked2).cooked(.sent) }
        #expect(frames.choice().receiver == .all && frames.choice().how == .all)
    }

    @Test("takes broadcasts as what was received, and not what passed by")
    func kinds() {
        let frame = CapturedFrame(from: far, to: host, 9, link: .linuxCooked2)
        #expect(frame.cooked(.broadcast, at: 3).isTaken(by: .interface(3)))
        #expect(!frame.cooked(.passing, at: 3).isTaken(by: .interface(3)))
        #expect(!frame.cooked(.passing, at: 3).isTaken(by: .peers(.interface(3))))
        #expect(!frame.cooked(.broadcast, at: 3).isTaken(by: .interface(2)))
    }

    /// Frames of three interfaces of a pcapng file, the second with most payload.
    private func several(_ received: FrameOrigin.Direction, _ sent: FrameOrigin.Direction) -> [CapturedFrame] {
        let sizes: [(interface: UInt16, payload: Int)] = [(0, 5_000), (1, 700), (2, 90)]
        return (0..<9).flatMap { _ in
            sizes.flatMap { interface, payload in
                [
                    CapturedFrame(from: far, to: host, payload)
                        .with { $0.origin = FrameOrigin(interface: interface, direction: received) },
                    CapturedFrame(from: host, to: far)
                        .with { $0.origin = FrameOrigin(interface: interface, direction: sent) },
                ]
            }
        }
    }

    @Test("is the one with most received payload of a file of several, and its direction")
    func directed() {
        let frames = several(.received, .sent)
        let choice = frames.choice(interfaces: ["lo", "eth0", "eth1"])
        #expect(choice.receiver == .interface(1) && choice.how == .sure && choice.interface == "eth0")
        #expect(frames.taken(by: choice.receiver) == frames.indices.filter { $0 % 6 == 2 })
        #expect(frames.taken(by: choice.receiver.opposite) == frames.indices.filter { $0 % 6 == 3 })
    }

    @Test("is a card at that interface where no direction is known")
    func undirected() {
        let frames = several(.unknown, .unknown)
        let choice = frames.choice(interfaces: ["lo", "eth0", "eth1"])
        #expect(choice.receiver == .at(interface: 1, host.card) && choice.how == .sure)
        #expect(choice.sentences[0].hasPrefix("Taken is what 10.0.0.2 received at eth0: it sent frames under 60"))
        #expect(frames.taken(by: choice.receiver) == frames.indices.filter { $0 % 6 == 2 })
        #expect(frames.taken(by: choice.receiver.opposite) == frames.indices.filter { $0 % 6 == 3 })
    }

    @Test("is all of an interface that mirrors others")
    func mirror() {
        let stations = (UInt8(0)...40).map { Station(UInt32($0), mac: $0) }
        let frames = zip(stations, stations.dropFirst()).map { from, to in
            CapturedFrame(from: from, to: to, 100).with { $0.origin = FrameOrigin(interface: 1) }
        }
        let choice = frames.choice(interfaces: ["eth0", "eth1"])
        #expect(choice.receiver == .interface(1) && choice.how == .all)
        #expect(choice.headline == "all frames of eth1")
        #expect(choice.choices == [.interface(1), .all])
        #expect(frames.taken(by: choice.receiver).count == 40)
    }

    @Test("knows the way of frames of a single interface, too")
    func single() {
        let frames = several(.received, .sent).filter { $0.origin.interface == 0 }
        #expect(frames.choice().receiver == .interface(0) && frames.choice().how == .sure)
        #expect(frames.choice().interface == nil)
    }
}
