import Capture
import Frames
import Glibc
import PlainText
import Traffic

/// A capture of synthetic traffic, cut to 128 bytes a frame, that is gone when nobody has it open any more.
final class TemporaryCapture {
    /// How many packets are in it.
    let packets: Int
    /// Where it can be opened as long as this lives.
    var path: String { "/proc/self/fd/\(descriptor)" }

    private let descriptor: Int32

    /// Writes the capture to the system's temporary directory.
    ///
    /// - Throws: That it cannot be written, and why.
    init(_ profile: Profile = .mixed, packets: Int) throws(SourceError) {
        let folder = try Self.makeFolder()
        let name = folder + "/\(profile.rawValue).pcap"
        var writer: CaptureWriter
        do throws(SourceError) {
            writer = try CaptureWriter(path: name, snapLength: RecordLength.short.rawValue)
        } catch {
            rmdir(folder)
            throw error
        }
        // Nameless from now on: whatever ends the program, nothing stays behind.
        descriptor = open(name, O_RDONLY | O_CLOEXEC)
        let fault = errno
        unlink(name)
        rmdir(folder)
        self.packets = packets
        guard descriptor >= 0 else { throw Self.failure(name, fault) }
        var traffic = FrameGenerator(SyntheticSettings(profile))
        for _ in 0..<packets {
            traffic.advance()
            try writer.write(traffic.frame[...], time: traffic.time)
        }
        try writer.finish()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// A folder that nobody else has.
    private static func makeFolder() throws(SourceError) -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/lro-bench-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw failure(parent, errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func failure(_ path: String, _ number: Int32) -> SourceError {
        SourceError(.cannotWrite, "\(path.harmless): cannot be written: \(String(cString: strerror(number)))")
    }
}
