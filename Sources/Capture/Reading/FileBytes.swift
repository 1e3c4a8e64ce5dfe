import Glibc

/// The bytes of an open file from where reading it began.
final class FileBytes: CaptureInput {
    private(set) var place: Int?

    private let file: OpenFile

    /// The bytes of a file, or of a pipe that is read like one.
    init(_ file: OpenFile) {
        self.file = file
        place = file.isSeekable ? file.start : nil
    }

    func handOut(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard let place else { return unsafe read(file.descriptor, room.baseAddress, room.count) }
        let count = unsafe pread(file.descriptor, room.baseAddress, room.count, place)
        if count > 0 { self.place = place + count }
        return count
    }

    func go(to place: Int) { self.place = place }
}
