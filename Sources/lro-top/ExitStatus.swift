import ArgumentParser
import Config
import Frames
import Glibc
import PlainText

/// How the program ends: with a sentence on standard error and an exit code of sysexits(3).
enum ExitStatus {
    static let usage: Int32 = 64
    static let badData: Int32 = 65
    static let cannotOpen: Int32 = 66
    static let ioError: Int32 = 74
    static let interrupted: Int32 = 130

    /// The code of a source that failed.
    static func code(of kind: SourceError.Kind) -> Int32 {
        switch kind {
        case .usage, .filter: usage
        case .notACapture, .unsupportedLink, .damaged, .beginsAnew: badData
        case .cannotOpen: cannotOpen
        case .cannotWrite: ioError
        }
    }

    /// Ends the program because of `error`, which may be that something was asked for that is only to be printed.
    ///
    /// Of a source that is none, `guess` says that it may have been meant as a command.
    static func end(with error: any Error, _ guess: CommandGuess? = nil) -> Never {
        switch error {
        case let error as SourceError:
            let hint = error.kind == .cannotOpen ? guess.map { "; \($0.choice)" } ?? "" : ""
            Output.complain(error.description + hint)
            exit(code(of: error.kind))
        case let error as ConfigError:
            Output.complain(error.description)
            exit(error.kind == .cannotOpen ? cannotOpen : usage)
        case let error as OpenFile.Failure:
            Output.complain("standard output: \(error)")
            exit(ioError)
        default:
            if LROTop.exitCode(for: error) == .validationFailure {
                Output.complain(sentence(LROTop.message(for: error)) + " (see lro-top --help)")
                exit(usage)
            }
            if LROTop.exitCode(for: error).isSuccess {
                // The help and its like; the parser would not notice that they cannot be written.
                let text = CompletionSupplement.completed(LROTop.fullMessage(for: error))
                do { try Output.write(text.isEmpty ? "" : text + "\n") } catch { end(with: error) }
                exit(0)
            }
            LROTop.exit(withError: error)
        }
    }

    /// A message of the parser without its full stop, and with what could steer a terminal spelled out: it holds
    /// what was typed.
    private static func sentence(_ message: String) -> String {
        let text = message.harmless
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
