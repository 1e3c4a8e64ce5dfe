import Glibc
import PlainText
import Replay
import Report
import Screen
import Snapshots

/// What `w` writes: the screen as text and the snapshot as JSON, beside each other.
enum ScreenFiles {
    /// Writes `NAME.txt` and `NAME.json`, over nothing that exists, and says what came of it.
    static func write(_ name: String, _ canvas: Canvas, _ snapshot: Snapshot) -> String {
        let files = [("\(name).txt", Array(canvas.text.utf8)), ("\(name).json", snapshot.json)]
        for (place, (path, bytes)) in files.enumerated() {
            guard let fault = create(path, bytes) else { continue }
            // Both or none: what this call has made goes again.
            for (made, _) in files.prefix(place) { unlink(made) }
            return "\(path): \(fault); choose another name."
        }
        return "Written: \(files[0].0) and \(files[1].0)."
    }

    /// Writes a new file; what is wrong comes back in words.
    private static func create(_ path: String, _ bytes: [UInt8]) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        do {
            try OpenFile(descriptor: descriptor).write(bytes)
        } catch {
            return error.description
        }
        return nil
    }
}
