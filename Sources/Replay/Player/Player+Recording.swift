import Frames

/// Writing the deliveries to a capture.
extension Player {
    mutating func record(_ path: String) -> String? {
        guard !runner.isOver, runner.facts.isOpen else { return ending }
        recordingFailure = nil
        recordedRestarts = runner.restarts
        do throws(SourceError) {
            recorder = try DeliveryRecorder(path: path, runner, application: application, limit: recordLimit)
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
        guard runner.restarts == recordedRestarts else {
            recordingFailure =
                "\(recorder.name): the run began anew to cut merged packets; what was written is of before"
            self.recorder = nil
            return
        }
        do throws(SourceError) {
            try body(recorder, runner)
            if runner.isOver || recorder.isFull { try recorder.flush() }
            if recorder.isFull {
                recordingFailure = recorder.fullSentence(limit: recordLimit)
                self.recorder = nil
            }
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

extension DeliveryRecorder {
    /// What came of a capture that became as long as it may, and how to get a longer one.
    fileprivate func fullSentence(limit: Int) -> String {
        "\(name): \(packets.packetsInWords) (\(bytes) bytes) written, then --record-limit \(ByteSize.text(limit)) was "
            + "reached; give a larger one for more."
    }
}
