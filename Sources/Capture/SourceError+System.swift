import Frames
import Glibc

/// Faults of files and pipes, in sentences.
extension SourceError {
    static func cannotOpen(_ name: String, _ fault: String) -> SourceError {
        SourceError(.cannotOpen, "\(name): cannot be opened: \(fault)")
    }

    static func notACapture(_ name: String, _ fault: String) -> SourceError {
        SourceError(.notACapture, "\(name): not a capture: \(fault); pcap and pcapng can be read")
    }

    static func cannotWrite(_ name: String, _ fault: String) -> SourceError {
        SourceError(.cannotWrite, "\(name): cannot be written: \(fault)")
    }

    /// What the system said of the latest call that failed.
    static func lastFault() -> String { unsafe String(cString: strerror(errno)) }
}
