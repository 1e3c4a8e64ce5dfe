import ArgumentParser
import Config
import Traffic

extension CompletionKind {
    /// Captures, plain or packed.
    static let capture = CompletionKind.file(extensions: ["pcap", "pcapng", "cap", "gz", "zst", "lz4"])

    /// The names of themes, also of the user's own.
    static let theme = CompletionKind.custom { _, _, _ in ThemeShelf.ofUser.entries.map(\.name) }
}

/// What the completion scripts of the parser lack, to go behind them.
///
/// They complete the source only behind a command, and no synthetic one.
enum CompletionSupplement {
    /// The rest of a script that the parser made, in the language of its shell; nothing where it made something else.
    static func text(behind script: String) -> String {
        if script.hasPrefix("#!/bin/bash") { return bash }
        if script.hasPrefix("function __lro-top") { return fish }
        return ""
    }

    private static let sources = Profile.allCases.map { "synthetic:\($0.rawValue)" }.joined(separator: " ")

    private static let commands =
        (LROTop.commandNames + ["help"]).joined(separator: "|")

    private static let bash = """


        # Without a command the source is watched, and a colon breaks words.
        _lro-top_completion() {
            local word="${COMP_LINE:0:COMP_POINT}"
            word="${word##*[[:space:]]}"
            if [[ -n "${word}" && ( synthetic: = "${word}"* || "${word}" = synthetic:* ) ]]; then
                local -r typed="${word%"${2}"}"
                local name
                for name in $(compgen -W '\(sources)' -- "${word}"); do
                    COMPREPLY+=("${name#"${typed}"}")
                done
                compopt +o filenames 2>/dev/null
                return
            fi
            case "${COMP_WORDS[1]}" in
            \(commands))
                if [[ "${COMP_CWORD}" -gt 1 ]]; then
                    _lro-top "${@}"
                    return
                fi
                ;;
            esac
            if [[ "${COMP_CWORD}" -eq 1 ]]; then
                _lro-top "${@}"
            fi
            COMP_LINE="${COMP_WORDS[0]} watch${COMP_LINE#"${COMP_WORDS[0]}"}"
            COMP_POINT=$((COMP_POINT + 6))
            COMP_WORDS=("${COMP_WORDS[0]}" watch "${COMP_WORDS[@]:1}")
            COMP_CWORD=$((COMP_CWORD + 1))
            _lro-top "${@}"
        }

        complete -o filenames -F _lro-top_completion lro-top
        """

    private static let fish = """


        # Traffic that is made, too.
        complete -c 'lro-top' -n 'string match -q "s*" -- (commandline -ct)' -a '\(sources)'
        """
}
