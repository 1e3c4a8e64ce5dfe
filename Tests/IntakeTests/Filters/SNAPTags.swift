import Packet

extension [FrameBuilder.Tag] {
    /// LLC and SNAP in front of IP, whose words lie as those of two tags: a length of 43, AA AA, 03 00, 00 00.
    static var snap: [FrameBuilder.Tag] {
        var llc = FrameBuilder.Tag(control: 0xaaaa)
        llc.type = 43
        return [llc, FrameBuilder.Tag(id: 0, type: 0x0300)]
    }
}
