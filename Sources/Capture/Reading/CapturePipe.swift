import CPcap
import Glibc

/// The bytes of a capture that come through a pipe, as far as they have come.
///
/// It knows whether what is read next is there whole, so that nobody has to wait for the rest of a record in the middle
/// of a read. It owns its descriptor, and takes from it only what is looked for: a writer is held up like by any
/// reader.
final class CapturePipe {
    private let descriptor: Int32
    /// What has come; the first `taken` bytes were handed out.
    private var bytes: [UInt8] = []
    private var taken = 0
    /// What a read of the pipe fills: as many bytes as it holds.
    private var room = [UInt8](repeating: 0, count: 65_536)
    /// Whether the writer has closed its end, or reading fails.
    private var isOver = false
    private var framing: CaptureFraming?

    /// The pipe behind an open descriptor, which is closed with this.
    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Whether reading what a capture begins with would wait.
    var isHeaderMissing: Bool {
        isMissing { bytes in
            framing = CaptureFraming(bytes)
            return framing != nil
        }
    }

    /// Whether reading the next packet would wait.
    var isPacketMissing: Bool {
        isMissing { bytes in framing?.hasPacket(bytes) ?? true }
    }

    /// Whether something is not there yet, nor the end of all, even if what has come meanwhile is taken.
    private func isMissing(_ isThere: (Span<UInt8>) -> Bool) -> Bool {
        while !isOver, !isThere(bytes.span.extracting(droppingFirst: taken)) {
            guard hasMore(within: 0) else { return true }
            take()
        }
        return false
    }

    /// Waits until more comes, the other end is closed, a signal is handled, or so much time is over.
    func wait(milliseconds: Int32 = -1) { _ = hasMore(within: milliseconds) }

    private func hasMore(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&request, 1, milliseconds) > 0
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

    /// A stream of the bytes, for libpcap; this must live as long as it.
    func stream() -> UnsafeMutablePointer<FILE>? {
        unsafe cpcap_stream(Unmanaged.passUnretained(self).toOpaque()) { context, buffer, size in
            guard let context = unsafe context, let buffer = unsafe buffer else { return -1 }
            return unsafe Unmanaged<CapturePipe>.fromOpaque(context).takeUnretainedValue()
                .handOut(UnsafeMutableRawBufferPointer(start: buffer, count: size))
        }
    }

    /// Hands out the next bytes, as many as there is room for or have come; -1 where a signal came instead.
    private func handOut(_ room: UnsafeMutableRawBufferPointer) -> Int {
        if taken == bytes.count, !isOver {
            _ = hasMore(within: -1)
            take()
            if taken == bytes.count, !isOver { return -1 }
        }
        let count = min(room.count, bytes.count - taken)
        unsafe room.copyBytes(from: bytes[taken..<taken + count])
        taken += count
        return count
    }
}
