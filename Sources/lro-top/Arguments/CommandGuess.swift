import Glibc
import PlainText

/// A first word on the command line that may have been meant as a command.
struct CommandGuess {
    /// The word, which is neither a command nor the source of anything that exists.
    private let word: String
    private let commands: [String]

    /// A command that is as far away is not meant.
    private static let farthest = 2

    /// Looks at the arguments of the program; nil when the first is a command, an option, or may be a source.
    init?(_ arguments: [String], commands: [String]) {
        guard let word = arguments.first, Self.isBare(word), !(commands + ["help"]).contains(word),
            access(word, F_OK) != 0
        else { return nil }
        self.word = word
        self.commands = commands
    }

    /// Whether it is a letter and then letters, digits and hyphens: no option, path, file name, or synthetic source.
    private static func isBare(_ word: String) -> Bool {
        word.first?.isLetter == true && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }

    /// The command that was meant, if one is near.
    private var nearest: String? {
        commands.map { (name: $0, distance: Self.distance(word, $0)) }
            .filter { $0.distance <= Self.farthest && $0.distance < word.count }
            .min { $0.distance < $1.distance }?.name
    }

    /// What is wrong, when a command is near or a source stands behind the word; else it may be a file's name.
    func sentence(hasSource: Bool) -> String? {
        if let nearest { return "no such command: \(word.harmless); did you mean \(nearest)?" }
        return hasSource ? "no such command: \(word.harmless); \(choice)" : nil
    }

    /// What the commands are.
    var choice: String {
        "the commands are \(commands.dropLast().joined(separator: ", ")) and \(commands.last ?? "")"
    }

    /// How many characters have to be put in, left out or changed to make one word of the other (Levenshtein).
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (place, character) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for column in other.indices {
                let changed = diagonal + (character == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
