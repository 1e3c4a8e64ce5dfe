import CUnpack
import Frames
import Glibc
import PlainText

/// A child process that unpacks a capture; ended when it goes.
final class Unpacker {
    /// The reading end of a pipe with the unpacked bytes, which whoever made the process closes.
    let output: Int32

    private let packing: Packing
    private let child: pid_t
    /// A file with what the child says on standard error.
    private let complaints: Int32
    /// How the child ended, as the system says it, once that was asked for.
    private var status: Int32?

    /// A child that unpacks what an open descriptor gives from where that is.
    ///
    /// - Parameters:
    ///   - packing: The program.
    ///   - input: The descriptor, which stays open.
    ///   - name: The capture as it is shown.
    /// - Throws: That the program is not installed, or cannot be started.
    init(_ packing: Packing, input: Int32, name: String) throws(SourceError) {
        var (child, output, complaints): (pid_t, Int32, Int32) = (0, -1, -1)
        let program = packing.rawValue
        let fault = unsafe cunpack_start(program, input, &child, &output, &complaints)
        guard fault != ENOENT else {
            throw SourceError(
                .cannotOpen,
                "\(name) is packed by \(program), which is not installed; install it, or unpack the capture before")
        }
        guard fault == 0 else {
            throw .cannotOpen(name, "\(program), which unpacks it: \(unsafe String(cString: strerror(fault)))")
        }
        (self.packing, self.child, self.output, self.complaints) = (packing, child, output, complaints)
    }

    deinit {
        if status == nil {
            // It has nothing to tidy up, and may be waiting for more to unpack.
            kill(child, SIGKILL)
            _ = awaitEnd()
        }
        close(complaints)
    }

    /// What is wrong with the packed file, in the words of the program, or nil where it was unpacked to its end.
    ///
    /// It is asked for at the end of the output; the child is waited for.
    var failure: String? {
        let status = awaitEnd()
        let (signal, code) = (status & 0x7f, status >> 8 & 0xff)
        let program = packing.rawValue
        guard signal == 0 else { return "\(program) was ended by signal \(signal)" }
        // For gzip 2 is a warning, of something behind the packed bytes.
        guard code != 0, !(packing == .gzip && code == 2) else { return nil }
        let complaint = lastComplaint
        guard !complaint.isEmpty else { return "\(program) failed with exit code \(code)" }
        return complaint.hasPrefix("\(program):") ? complaint : "\(program): \(complaint)"
    }

    /// Waits for the child's end, unless that was done before, and says how it was.
    private func awaitEnd() -> Int32 {
        if let status { return status }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { break }
        }
        self.status = status
        return status
    }

    /// The last line that the child has said.
    private var lastComplaint: String {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(complaints, $0.baseAddress, $0.count, 0) }
        let lines = bytes.prefix(max(0, count)).split { $0 == 0x0a || $0 == 0x0d }
        let words = lines.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return words.split(separator: " ").joined(separator: " ").harmless
    }
}
