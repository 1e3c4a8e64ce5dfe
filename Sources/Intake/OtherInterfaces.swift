import Frames
import Packet

/// The interfaces of a Linux cooked capture of version 2 whose frames are left out, since those of one alone are
/// wanted.
struct OtherInterfaces: Sendable {
    /// How many frames were left out.
    private(set) var count: UInt64 = 0
    /// Whether a frame of the wanted one has come.
    private var hasWanted = false
    /// The indices of the others as they were seen, as long as none has come.
    private var indices: [Int] = []

    /// The most indices that are named.
    private static let most = 20

    /// Looks at a frame, and says whether it is of another interface than the one wanted.
    mutating func note(_ frame: Span<UInt8>, link: LinkType, _ origin: FrameOrigin, wanted: Int) -> Bool {
        let index = FramePlace(frame, link: link, origin: origin).interface
        if index == wanted {
            hasWanted = true
            return false
        }
        count &+= 1
        if !hasWanted, indices.count < Self.most, !indices.contains(index) { indices.append(index) }
        return true
    }

    /// What is said where no frame of the wanted interface has come; nil where one has, or nothing was left out.
    func sentence(wanted: Int) -> String? {
        guard !hasWanted, count > 0 else { return nil }
        let seen = indices.sorted().map(String.init).joined(separator: ", ")
        let more = indices.count == Self.most ? " and perhaps more" : ""
        return "No frame is of interface \(wanted): they are of \(seen)\(more)"
    }
}
