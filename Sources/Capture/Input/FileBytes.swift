import Glibc

/// The bytes of an open file from where reading it began.
final class FileBytes: CaptureInput {
    /// They are there.
    let isPatient = true

    private let file: OpenFile
    private var next: Int

    /// The bytes of a file in which there is a way back.
    init(_ file: OpenFile) {
        self.file = file
        next = file.start
    }

    var place: Int? { next }

    func handOut(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = unsafe pread(file.descriptor, room.baseAddress, room.count, next)
        if count > 0 { next += count }
        return count
    }

    func go(to place: Int) { next = place }
}
