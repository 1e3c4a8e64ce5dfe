import ArgumentParser
import Capture
import Frames
import PlainText
import Traffic

/// The sources, as every command takes them.
struct SourceList: ParsableArguments {
    @Argument(
        help: """
            A capture, - for stdin, or synthetic:PROFILE[,key=value...] (default: what is piped in, else \
            \(Setup.defaultSource)); several captures are read as one. lro-top --list-profiles tells the profiles and \
            keys.
            """, completion: .capture)
    var sources: [String] = []

    @Option(
        name: .customLong("files-from"), parsing: .unconditional,
        help: ArgumentHelp("More captures, a path on each line of a file; - is standard input.", valueName: "file"),
        completion: .file())
    var filesFrom: String?

    @Option(help: "The order of the frames of several captures: by their times, or one capture after the other.")
    var order = MergedSource.Order.time

    /// Whether a source is named.
    var isGiven: Bool { !sources.isEmpty || filesFrom != nil }

    /// All sources that are named, those of the file last.
    ///
    /// - Throws: That the file cannot be read, or names none.
    var named: [String] {
        get throws(SourceError) {
            guard let filesFrom else { return sources }
            let name = filesFrom == "-" ? "stdin" : filesFrom.harmless
            if filesFrom == "-", sources.contains("-") {
                throw SourceError(usage: "-: standard input is a capture or a list of captures, and not both")
            }
            let paths = try ListFile.lines(filesFrom, name: name)
            if paths.isEmpty, sources.isEmpty { throw SourceError(usage: "--files-from \(name): it names no capture") }
            if filesFrom == "-", paths.contains("-") {
                throw SourceError(usage: "--files-from -: standard input holds the list, and cannot be a capture in it")
            }
            return sources + paths
        }
    }
}

extension MergedSource.Order: ExpressibleByArgument {}
