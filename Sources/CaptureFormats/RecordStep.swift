/// What came of looking at a place in a file where no packet is handed out.
public enum RecordStep: Equatable {
    /// So many bytes were passed over; they may have held a packet that is left out.
    case passed(Int, isPacket: Bool)
    /// A packet of another link type is there.
    case turned
    /// That many bytes are needed from there on.
    case missing(Int)
    /// It is damaged, or odd.
    case fault(String)
}
