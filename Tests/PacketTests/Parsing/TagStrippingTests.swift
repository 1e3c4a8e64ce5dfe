import Packet
import Testing

@Suite("Frames that lose their VLAN tags")
struct TagStrippingTests {
    private func stripped(_ change: (inout FrameBuilder) -> Void, link: LinkType = .ethernet) -> [UInt8]? {
        var frame = FrameBuilder.frame()
        frame.link = link
        change(&frame)
        return stripped(frame.bytes(), link: link)
    }

    private func stripped(_ bytes: [UInt8], link: LinkType = .ethernet) -> [UInt8]? {
        link.removingTags(from: bytes.span)
    }

    private func untagged(_ link: LinkType) -> [UInt8] {
        var frame = FrameBuilder.frame()
        frame.link = link
        return frame.bytes()
    }

    @Test("are what they would be without", arguments: [.ethernet, .linuxCooked, .linuxCooked2] as [LinkType])
    func links(link: LinkType) {
        let tags: [[FrameBuilder.Tag]] = [
            [.init(id: 42, priority: 5)], [.init(id: 7, type: EtherType.serviceVLAN), .init(id: 8)],
            [.init(id: 1, type: EtherType.oldServiceVLAN), .init(id: 2), .init(id: 3)],
        ]
        for tags in tags { #expect(stripped({ $0.tags = tags }, link: link) == untagged(link)) }
    }

    @Test("stay as they are without a tag, and where there can be none", arguments: LinkType.allCases)
    func nothingToRemove(link: LinkType) {
        #expect(stripped({ _ in }, link: link) == nil)
    }

    @Test("keep what is cut")
    func cut() {
        var frame = FrameBuilder.frame()
        frame.tags = [.init(id: 1), .init(id: 2)]
        let bytes = frame.bytes()
        for count in 0..<18 { #expect(stripped(Array(bytes.prefix(count))) == nil) }
        #expect(stripped(Array(bytes.prefix(20)))?.count == 16)
    }
}
