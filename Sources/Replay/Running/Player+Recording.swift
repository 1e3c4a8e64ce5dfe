import Frames

/// Writing the deliveries to a capture.
extension Player {
    mutating func record(_ path: String) -> String? {
        guard !runner.isOver, runner.facts.isOpen else { return ending }
        recordingFailure = nil
        do throws(SourceError) {
            recorder = try DeliveryRecorder(path: path, runner, application: application)
        } catch {
            return error.description
        }
        return nil
    }

    mutating func stopRecording() -> String? {
        flushRecording()
        guard let done = recorder else { return recordingFailure }
        recorder = nil
        return "\(done.name): \(done.packets.packetsInWords) written."
    }

    /// Lets the recorder do something, if there is one; what it cannot write ends it.
    mutating func writeDeliveries(_ body: (DeliveryRecorder, Runner) throws(SourceError) -> Void) {
        guard let recorder else { return }
        do throws(SourceError) {
            try body(recorder, runner)
            if runner.isOver { try recorder.flush() }
        } catch {
            recordingFailure = error.description
            self.recorder = nil
        }
    }

    /// Writes out what the recorder still has in memory: before nobody watches any more, and while time stands still.
    public mutating func flushRecording() {
        writeDeliveries { (recorder, _) throws(SourceError) in try recorder.flush() }
    }
}
