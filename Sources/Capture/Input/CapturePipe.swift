import CUnpack
import CaptureFormats
import Frames
import Glibc

/// The bytes of a capture that come through a pipe, as far as they have come.
///
/// It knows whether what is read next is there whole, so that nobody has to wait for the rest of a record in the middle
/// of a read. It owns its descriptor, and takes from it only what is looked for: a writer is held up like by any
/// reader. What comes packed is handed to a program that unpacks it, before a byte is taken.
final class CapturePipe: CaptureInput {
    /// There is no way back.
    let place: Int? = nil
    /// What is wrong with a packed capture that cannot be unpacked, to be said when it is opened.
    private(set) var fault: SourceError?

    private let name: String
    private var descriptor: Int32
    /// What the bytes come from, nil where they are not packed.
    private var unpacker: Unpacker?
    /// Whether it is known if they are packed.
    private var isIdentified: Bool
    /// Whether a part of what tells that has come, and no more.
    private var isTorn = false
    /// Whether a read that a signal interrupts goes on: a file is unpacked without waiting for anybody.
    let isPatient: Bool
    /// What has come; the first `taken` bytes were handed out.
    private var bytes: [UInt8] = []
    private var taken = 0
    /// How many more may be handed out at once: no buffer must hold what is behind the next packet, which then would
    /// seem to be missing.
    private var granted = 0
    /// What a read of the pipe fills: as many bytes as it holds.
    private var room = [UInt8](repeating: 0, count: 65_536)
    /// Whether the writer has closed its end, or reading fails.
    private var isOver = false
    private var framing: CaptureFraming?

    /// The pipe behind an open descriptor, which is closed with this; `name` is how the capture is shown.
    init(descriptor: Int32, name: String) {
        (self.descriptor, self.name) = (descriptor, name)
        (isIdentified, isPatient) = (false, false)
    }

    /// The pipe that was opened as a file, which stays open.
    convenience init(duplicating file: OpenFile, name: String) throws(SourceError) {
        let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .cannotOpen(name, SourceError.lastFault()) }
        self.init(descriptor: descriptor, name: name)
    }

    /// What a packed file gives, unpacked from where reading it began.
    init(unpacking file: OpenFile, name: String) throws(SourceError) {
        (descriptor, self.name) = (-1, name)
        (isIdentified, isPatient) = (true, true)
        try unpack(file)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What is wrong with the packed bytes, at the end of what could be unpacked of them.
    var failure: String? { isOver ? unpacker?.failure : nil }

    /// Whether a capture in the format pcapng begins here; waits for what tells.
    var isPcapng: Bool {
        while bytes.count - taken < PcapngCode.magic.count, !isOver {
            _ = hasMore(within: -1)
            take()
        }
        return bytes[taken...].starts(with: PcapngCode.magic)
    }

    /// Whether reading what a capture begins with would wait, if the packets of such interfaces are wanted.
    func isHeaderMissing(_ selection: InterfaceSelection?) -> Bool {
        isMissing { bytes in
            framing = CaptureFraming(bytes, selection)
            return framing != nil
        }
    }

    /// Whether reading the next packet would wait.
    var isPacketMissing: Bool {
        isMissing { bytes in
            guard let framing else { return true }
            let end = framing.packetEnd(bytes)
            granted = end ?? 0
            return end != nil
        }
    }

    /// Takes what comes from here on for records of another kind, as those of another section can be.
    func enter(_ framing: CaptureFraming) { self.framing = framing }

    /// Whether something is not there yet, nor the end of all, even if what has come meanwhile is taken.
    private func isMissing(_ isThere: (Span<UInt8>) -> Bool) -> Bool {
        while !isOver, !isThere(bytes.span.extracting(droppingFirst: taken)) {
            guard identify(), !isOver, hasMore(within: 0) else { return !isOver }
            take()
        }
        return false
    }

    /// Waits until more comes, the other end is closed, a signal is handled, or so much time is over.
    func wait(milliseconds: Int32 = -1) {
        // For the torn bytes that lie there no poll would wait.
        if isTorn { usleep(10_000) } else { _ = hasMore(within: milliseconds) }
    }

    private func hasMore(within milliseconds: Int32) -> Bool { events(within: milliseconds) != 0 }

    private func events(within milliseconds: Int32) -> Int32 {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0 ? Int32(request.revents) : 0
    }

    /// Finds out whether the bytes are packed, and has them unpacked then; false as long as that cannot be told.
    private func identify() -> Bool {
        guard !isIdentified else { return true }
        let events = events(within: 0)
        guard events != 0 else { return false }
        var first = [UInt8](repeating: 0, count: Packing.magicLength)
        let count = unsafe first.withUnsafeMutableBytes { unsafe cunpack_peek(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EAGAIN || errno == EINTR { return false }
        first.removeLast(first.count - max(0, count))
        isTorn = count > 0 && events & POLLHUP == 0 && Packing.mayBegin(with: first)
        guard !isTorn else { return false }
        isIdentified = true
        guard let packing = Packing(first) else { return true }
        do throws(SourceError) {
            try unpack(packing)
        } catch {
            fault = error
            isOver = true
        }
        return true
    }

    /// Has a packed file unpacked anew; on a fault nothing more comes.
    func unpack(_ file: OpenFile) throws(SourceError) {
        // The program that does so by now shares the place in the file: it ends first.
        unpacker = nil
        if descriptor >= 0 { close(descriptor) }
        (descriptor, bytes, taken, isOver) = (-1, [], 0, true)
        guard let packing = file.packing else { throw .cannotOpen(name, "it is no longer packed") }
        guard lseek(file.descriptor, file.start, SEEK_SET) == file.start
        else { throw .cannotOpen(name, SourceError.lastFault()) }
        let unpacker = try Unpacker(packing, input: file.descriptor, name: name)
        (descriptor, self.unpacker, isOver) = (unpacker.output, unpacker, false)
    }

    /// Leaves the descriptor to a program, and goes on with what that gives.
    private func unpack(_ packing: Packing) throws(SourceError) {
        // It expects a read to wait.
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        let unpacker = try Unpacker(packing, input: descriptor, name: name)
        close(descriptor)
        (descriptor, self.unpacker) = (unpacker.output, unpacker)
    }

    /// Takes what is there, at least a byte, and waits if need be.
    private func take() {
        bytes.removeFirst(taken)
        taken = 0
        let got = unsafe room.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        let fault = errno
        if got > 0 { bytes.append(contentsOf: room[..<got]) }
        // A descriptor that somebody else has made one that never waits says so by a fault.
        if got == 0 || got < 0 && fault != EINTR && fault != EAGAIN { isOver = true }
        errno = fault
    }

    /// Hands out the next bytes, as many as there is room for or have come; -1 where a signal came instead.
    func handOut(_ room: UnsafeMutableRawBufferPointer) -> Int {
        while taken == bytes.count, !isOver {
            _ = hasMore(within: -1)
            take()
            if taken == bytes.count, !isOver, !isPatient { return -1 }
        }
        let isFree = isOver || isPatient || framing?.isFree ?? false
        let count = min(room.count, bytes.count - taken, isFree ? .max : max(1, granted))
        granted = max(0, granted - count)
        unsafe room.copyBytes(from: bytes[taken..<taken + count])
        taken += count
        return count
    }
}
