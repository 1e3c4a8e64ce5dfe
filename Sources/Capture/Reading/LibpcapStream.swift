import CPcap
import Glibc

/// What hands out the bytes of a capture.
protocol CaptureInput: AnyObject {
    /// Hands out the next bytes, as many as may be read ahead, or as there is room for: 0 at the end, -1 on a fault.
    func handOut(_ room: UnsafeMutableRawBufferPointer) -> Int
    /// Whether nobody minds that bytes are waited for before they are needed.
    var isPatient: Bool { get }
    /// Where in the file the next bytes are, or nil where there is no way back.
    var place: Int? { get }
    /// Why the bytes end where they do, if they should not.
    var failure: String? { get }
    /// Goes to another place, where there is a way back.
    func go(to place: Int)
}

extension CaptureInput {
    /// No reason.
    var failure: String? { nil }

    /// Traps: there is no way back.
    func go(to place: Int) { preconditionFailure("this input gives each byte once") }
}

/// The bytes of a capture as libpcap reads them; they must live as long as it.
final class LibpcapStream {
    /// The snaplen that libpcap does not see; nil where it sees the file as it is.
    var hiddenSnapLength: Int? { mask.snapLength }

    private let bytes: any CaptureInput
    private let start: Int
    private var mask = SnapLengthMask()
    /// How many bytes were handed out, or sought past.
    private var offset = 0

    /// A stream of bytes that are at the beginning of a capture.
    init(_ bytes: any CaptureInput) {
        self.bytes = bytes
        start = bytes.place ?? 0
    }

    /// The stream for the C library, or nil on a fault.
    func open() -> UnsafeMutablePointer<FILE>? {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        let isSeekable = bytes.place != nil
        return unsafe cpcap_stream(
            context,
            { context, buffer, size in
                guard let stream = unsafe LibpcapStream.behind(context), let buffer = unsafe buffer else { return -1 }
                return unsafe stream.read(UnsafeMutableRawBufferPointer(start: buffer, count: size))
            },
            isSeekable
                ? { context, position, origin in
                    guard let stream = unsafe LibpcapStream.behind(context), let position = unsafe position,
                        let place = unsafe stream.seek(by: Int(position.pointee), from: origin)
                    else { return -1 }
                    unsafe position.pointee = Int64(place)
                    return 0
                } : nil)
    }

    private static func behind(_ context: UnsafeMutableRawPointer?) -> LibpcapStream? {
        unsafe context.map { unsafe Unmanaged<LibpcapStream>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = unsafe bytes.handOut(room)
        guard count > 0 else { return count }
        unsafe mask.hide(in: UnsafeMutableRawBufferPointer(rebasing: room[..<count]), from: offset)
        offset += count
        return count
    }

    /// Goes to a place in the file, and says which that is.
    private func seek(by distance: Int, from origin: Int32) -> Int? {
        guard let before = bytes.place, origin != SEEK_END else { return nil }
        let place = origin == SEEK_CUR ? before + distance : distance
        guard place >= 0 else { return nil }
        bytes.go(to: place)
        offset = place - start
        return place
    }
}
