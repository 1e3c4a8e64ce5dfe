import Monitor
import Replay
import Screen

/// A config file with every option and key at its default, and what they mean.
public enum ConfigSample {
    /// The text of the file.
    public static var text: String {
        var lines = [
            "# The config of lro-top: $XDG_CONFIG_HOME/lro-top/config.toml (~/.config/lro-top/config.toml).",
            "# It sets the options of the monitor (watch) by their long names; the command line goes before it.",
            "# All values here are the defaults, so every line can be left out.",
        ]
        for option in WatchOption.allCases {
            lines += ["", "# \(option.help)" + (option.range.map { " (\($0))" } ?? ""), line(option)]
        }
        let words =
            "A key or a list of keys for each action, [] for none. A key is \(Key.tokensInWords). Ctrl-C always quits."
        lines += [""] + TextWidth.wrap(words, to: 100).map { "# \($0)" } + ["[keys]"]
        for binding in KeyTable.bindings {
            let keys = binding.keys.map { quoted($0.token) }.joined(separator: ", ")
            lines += ["# \(binding.help)", "\(binding.id) = [\(keys)]"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ option: WatchOption) -> String {
        let value =
            switch option.kind {
            case .number(_, _, let number): "\(number)"
            case .size(_, let bytes): quoted(ByteSize.text(bytes))
            case .word(_, let word): quoted(word)
            case .form(_, _, let text), .text(let text): quoted(text ?? "")
            case .flag(let flag): "\(flag)"
            }
        return "\(option.isLeftOut ? "# " : "")\(option.name) = \(value)"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }
}

extension WatchOption {
    /// Whether the default is to say nothing.
    fileprivate var isLeftOut: Bool {
        if case .text(nil) = kind { true } else { hasOpenDefault }
    }
}
