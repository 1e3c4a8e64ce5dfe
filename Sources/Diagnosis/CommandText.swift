import Frames
import Receive
import Settings

/// A command line of the program, word by word, as a shell takes it.
public struct CommandText: Equatable, Sendable {
    /// The words, those quoted that have to be.
    public let words: [String]

    /// What runs a source as it runs, with some more options: the settings that are not at their defaults.
    ///
    /// - Parameters:
    ///   - facts: The source.
    ///   - settings: The receive path.
    ///   - options: What else is said, word by word; it stands in place of an option of that name.
    public init(_ facts: SourceFacts, _ settings: ReceiveSettings, adding options: [String] = []) {
        var words = facts.sourceWords
        for setting in settings.told() {
            let isDefault = settings.text(of: setting) == setting.text(setting.defaultValue(settings.offload.rules))
            if isDefault || options.contains("--\(setting.rawValue)") { continue }
            words += ["--\(setting.rawValue)", settings.text(of: setting)]
        }
        if let interface = facts.interface { words += ["--from-interface", interface] }
        if facts.verifiesChecksums { words.append("--verify-checksums") }
        if facts.stripsTags { words.append("--strip-vlan") }
        if let filter = facts.filter, !options.contains("--filter") { words += ["--filter", filter] }
        self.words = (["lro-top"] + words + options).map(Self.quoted)
    }

    /// The whole line.
    public var line: String { words.joined(separator: " ") }

    /// A word that a shell reads as this one.
    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { plain.contains($0) || $0 >= 0x80 }
        return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }

    /// What means itself in every shell.
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%".utf8)
}

extension Warning {
    /// The command line that would help, or nil where none would.
    public func command(_ source: SourceFacts, _ settings: ReceiveSettings) -> CommandText? {
        remedy.isEmpty ? nil : CommandText(source, settings, adding: remedy)
    }
}
