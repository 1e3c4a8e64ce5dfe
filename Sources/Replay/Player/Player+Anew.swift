import Frames
import Timing

/// Beginning anew: with another receiving side of a capture, or with or without a clock.
extension Player {
    /// Begins anew with the next receiving side, and says which that is, or why there is none.
    mutating func beginWithNextReceiver() -> String? {
        do throws(SourceError) {
            guard let next = try runner.withNextReceiver() else { return noOtherReceiver }
            _ = stopRecording()
            runner = next
        } catch {
            return error.description
        }
        let receiver = runner.facts.account?.receivedBy?.text ?? ""
        return "From the first frame on: \(receiver.isEmpty ? "all frames" : receiver)."
    }

    private var noOtherReceiver: String {
        let facts = runner.facts
        if facts.kind == .synthetic { return "Synthetic traffic is what one host receives: there is no other side." }
        if facts.isPipe { return "A pipe cannot be read again: --receiver chooses the side." }
        guard facts.account?.receivedBy != nil else { return "Who received is not known before the first frame." }
        return "There is no other side to choose: no host has nearly all frames at one end."
    }

    /// Begins anew with a clock where there is none, and without where there is one, and says when frames arrive now, or
    /// why there is no way to it.
    mutating func beginWithToggledClock() -> String? {
        do throws(SourceError) {
            guard let next = try runner.withToggledClock() else { return noWayBack }
            _ = stopRecording()
            runner = next
        } catch {
            return error.description
        }
        return "Begun anew, arrivals \(settings.clock.sentence(isCaptured: runner.facts.kind != .synthetic))."
    }

    private var noWayBack: String {
        "A pipe cannot be read again: give --arrivals \(settings.clock.toggled.arrivals) from the beginning."
    }
}
