import ArgumentParser
import Config
import Traffic

extension CompletionKind {
    /// Captures, plain or packed.
    static let capture = CompletionKind.file(extensions: ["pcap", "pcapng", "cap", "gz", "zst", "lz4"])

    /// The names of themes, also of the user's own.
    static let theme = CompletionKind.custom { _, _, _ in ThemeShelf.ofUser.entries.map(\.name) }
}

/// What the completion scripts of the parser lack.
///
/// They complete the source only behind a command, no synthetic one, and no command behind `help`.
enum CompletionSupplement {
    /// A script that the parser made with the rest, in the language of its shell; any other text as it is.
    static func completed(_ script: String) -> String {
        if script.hasPrefix("#!/bin/bash") { return script + bash }
        if script.hasPrefix("function __lro-top") { return script + fish }
        guard script.hasPrefix("#compdef"), let end = script.range(of: zshEnd) else { return script }
        return script[..<end.lowerBound] + zsh + script[end.lowerBound...]
    }

    /// Where the script for zsh has defined all, and begins to complete.
    private static let zshEnd = "if [[ \"${funcstack[1]}\" ="

    private static let sources = Profile.allCases.map { "synthetic:\($0.rawValue)" }.joined(separator: " ")

    private static let names = LROTop.commandNames + ["help"]
    private static let commands = names.joined(separator: "|")

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

    private static let zsh = """
        functions[_lro-top_of_parser]="${functions[_lro-top]}"

        # Without a command the source is watched.
        _lro-top() {
            emulate -RL zsh
            local -i ret=1
            if [[ "${words[2]}" = help && "${CURRENT}" -eq 3 ]]; then
                compadd -- \(LROTop.commandNames.joined(separator: " "))
                return
            fi
            if [[ "${PREFIX}" = s* ]]; then
                compadd -- \(sources) && ret=0
            fi
            case "${words[2]}" in
            \(commands))
                if [[ "${CURRENT}" -gt 2 ]]; then
                    _lro-top_of_parser && ret=0
                    return "${ret}"
                fi
                ;;
            esac
            if [[ "${CURRENT}" -eq 2 ]]; then
                _lro-top_of_parser && ret=0
            fi
            words=("${words[1]}" watch "${(@)words[2,-1]}")
            CURRENT=$((CURRENT + 1))
            _lro-top_of_parser && ret=0
            return "${ret}"
        }


        """

    private static let fish = """


        # Without a command the source is watched.
        functions --copy __lro-top_tokens __lro-top_typed_tokens
        function __lro-top_tokens
            set -l tokens (__lro-top_typed_tokens $argv)
            if set -q tokens[2]; and not contains -- $tokens[2] \(names.joined(separator: " "))
                set tokens $tokens[1] watch $tokens[2..]
            end
            printf '%s\\n' $tokens
        end

        complete -c 'lro-top' -n 'test (count (__lro-top_typed_tokens -pc)) -eq 1' \\
            -a '(complete -C "lro-top watch "(commandline -ct))'
        complete -c 'lro-top' -n 'string match -q "lro-top help" -- (string join " " -- (__lro-top_typed_tokens -pc))' \\
            -fa '\(LROTop.commandNames.joined(separator: " "))'

        # Traffic that is made, too.
        complete -c 'lro-top' -n 'string match -q "s*" -- (commandline -ct)' -a '\(sources)'
        """
}
