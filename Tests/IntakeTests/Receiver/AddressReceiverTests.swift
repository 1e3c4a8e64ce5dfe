import Intake
import Packet
import Testing

@Suite("The receiver of frames without MAC addresses")
struct AddressReceiverTests {
    private let host = Station(2, mac: 0)

    private func tunnel(_ link: LinkType, peers: ClosedRange<UInt32>) -> [CapturedFrame] {
        peers.flatMap { number in
            [
                CapturedFrame(from: Station(number, mac: 0), to: host, 1_000, link: link),
                CapturedFrame(from: host, to: Station(number, mac: 0), link: link),
            ]
        }
    }

    @Test("is the address at one end of all", arguments: [LinkType.rawIP, .ipv4, .null, .loop])
    func tunnel(link: LinkType) {
        let frames = tunnel(link, peers: 7...12)
        let choice = frames.choice()
        #expect(choice.receiver == .address(host.address) && choice.how == .sure)
        #expect(frames.taken(by: choice.receiver) == [0, 2, 4, 6, 8, 10])
        #expect(frames.taken(by: choice.receiver.opposite) == [1, 3, 5, 7, 9, 11])
    }

    @Test("is guessed with one peer, and sure where it leaves checksums to be completed")
    func onePeer() {
        let frames = tunnel(.rawIP, peers: 7...7)
        #expect(frames.choice().receiver == .address(host.address) && frames.choice().how == .guess)
        let sent = frames.map { frame in
            frame.with { $0.isIncomplete = frame.builder.flow.source == host.address }
        }
        #expect(sent.choice().how == .sure)
    }

    @Test("is nobody where a host talks to itself")
    func loopback() {
        let frames = (0..<5).map { _ in CapturedFrame(from: host, to: host, 100, link: .null) }
        #expect(frames.choice().receiver == .all)
    }
}
