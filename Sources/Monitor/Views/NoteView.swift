import Diagnosis
import Receive
import Replay
import Screen
import Settings
import Snapshots

/// One line under the header: a number being typed, a message, what is read again, a failure, or the bottleneck and the
/// warnings.
struct NoteView {
    let model: Model
    let snapshot: Snapshot

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let width = rect.width - 2
        canvas.write(content(width: width).cut(to: width), x: rect.x + 1, y: rect.y, limit: width)
    }

    private func content(width: Int) -> [Span] {
        if let prompt = model.prompt {
            let explanation = prompt.explanation
            return [
                Span(explanation.name, .knobActive), Span(" \(prompt.text)_", .input),
                Span("   \(explanation.hint)", .hint),
            ]
        }
        if let reading = snapshot.secondReading {
            let message = model.message.map { [[Span($0, .warning)]] } ?? []
            return Self.line(message, [[Span(reading.sentence, .hint)]], width: width)
        }
        if let message = model.message { return [Span(message, .warning)] }
        if model.isWaiting { return Self.line(waiting, [], width: width) }
        return Self.line(findings, warnings, width: width)
    }

    /// That nothing has come of the source, and what should.
    private var waiting: [[Span]] {
        let place = snapshot.source.kind == .stdin ? "on standard input" : "from \(snapshot.source.name)"
        return ["waiting for the first bytes of a", "waiting for a"].map {
            [Span("\($0) pcap or pcapng capture \(place)", .hint)]
        }
    }

    /// One of `lefts`, and behind it one of `rights`.
    ///
    /// It is the first pair for which there is room, else the last, whose left is cut; what is to be said rather stands
    /// in front.
    private static func line(_ lefts: [[Span]], _ rights: [[Span]], width: Int) -> [Span] {
        let (lefts, rights) = (lefts.isEmpty ? [[]] : lefts, rights.isEmpty ? [[]] : rights)
        let pairs = rights.flatMap { right in lefts.map { ($0, right) } }
        func gap(_ left: [Span], _ right: [Span]) -> [Span] { left.isEmpty || right.isEmpty ? [] : ["   "] }
        for (left, right) in pairs {
            let line = left + gap(left, right) + right
            if line.columns <= width { return line }
        }
        let (left, right) = pairs[pairs.count - 1]
        let room = width - (gap(left, right) + right).columns
        return room < 1 ? right : left.cut(to: room) + gap(left, right) + right
    }

    /// What ended the source or a recording early, else the bottleneck: in a sentence, and in few words.
    private var findings: [[Span]] {
        if let failure { return [[Span(failure, .error)]] }
        guard let bottleneck = snapshot.bottleneck else { return [] }
        let remedy =
            bottleneck.remedy.map { [Span(": try "), Span("\(model.keys.name(of: $0.knob)) \($0.value)", .knob)] } ?? []
        return [bottleneck.sentence, bottleneck.brief].map { [Span("▸ bottleneck: ", .warning), Span($0)] + remedy }
    }

    private var failure: String? { snapshot.recordingFailure ?? snapshot.failure?.description }

    /// The first warning and how many more there are, or only how many.
    private var warnings: [[Span]] {
        let key = model.keys.key(for: .warnings).map { ": \($0.name)" } ?? ""
        let all = snapshot.allWarnings
        // A failure stands in front already.
        let more = all.count - 1
        let texts: [String] =
            switch (failure, more) {
            case (.some, 1...): ["+\(more) more\(key)"]
            case (.some, _): ["", "all of it\(key)"]
            case (nil, 1...): ["! \(all[0].id) +\(more) more\(key)", "\(all.count) warnings\(key)"]
            case (nil, 0): ["! \(all[0].id)", "1 warning\(key)"]
            case (nil, _): []
            }
        return texts.map { $0.isEmpty ? [] : [Span($0, .warning)] }
    }
}

extension Snapshot {
    /// The warnings about the run, and before them what ended a capture of the deliveries.
    var allWarnings: [Warning] {
        (run.recordingFailure.map { [Warning(id: "recording", text: $0)] } ?? []) + warnings
    }
}

extension KeyMap {
    /// How the key that picks a knob is shown.
    func name(of knob: Setting) -> String { key(for: .pick(knob.inForce(.lro)))?.name ?? "" }
}
