import Diagnosis
import Replay
import Screen
import Snapshots

/// All warnings in full, each with the command line that would help, to copy.
struct WarningsView {
    let snapshot: Snapshot
    /// The room for a line.
    let width: Int

    var lines: [[Span]] {
        let blocks = snapshot.allWarnings.map(lines)
        return blocks.isEmpty ? [[Span("There are no warnings.", .muted)]] : Array(blocks.joined(separator: [[]]))
    }

    private func lines(_ warning: Warning) -> [[Span]] {
        let text = TextWidth.wrap(warning.text, to: width - 2, breakingWords: true)
        let command = warning.command(snapshot.source, snapshot.settings).map { lines($0.words) } ?? []
        let title = TextWidth.wrap("! \(warning.id)", to: width, breakingWords: true).map { [Span($0, .warning)] }
        return title + text.map { [Span("  \($0)")] } + command
    }

    /// A command line that a shell takes as it stands here, over as many lines as it needs.
    ///
    /// Only a word that is longer than a line is broken where the shell would not have it.
    private func lines(_ words: [String]) -> [[Span]] {
        // The backslash has to fit behind each line.
        let room = max(1, width - 4 - 2)
        var lines: [String] = []
        for word in words {
            if let last = lines.last, TextWidth.of(last) + 1 + TextWidth.of(word) <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                if !lines.isEmpty { lines[lines.count - 1] += " \\" }
                lines += TextWidth.pieces(word, room)
            }
        }
        return lines.map { [Span("    \($0)", .key)] }
    }
}
