import Capture
import Frames
import PlainText

/// Opens what a user names as SOURCE.
public enum TrafficSource {
    /// What a synthetic source begins with.
    static let syntheticPrefix = "synthetic:"

    /// Opens a source.
    ///
    /// - Parameters:
    ///   - text: The path of a pcap or pcapng file, be it packed, `-` for standard input, or
    ///     `synthetic:PROFILE[,key=value…]`.
    ///   - options: How to read.
    /// - Returns: The source, at its first frame.
    /// - Throws: A sentence that says what is wrong with it.
    public static func open(
        _ text: String, options: SourceOptions = SourceOptions()
    ) throws(SourceError) -> any FrameSource {
        if text.hasPrefix(syntheticPrefix) {
            return try SyntheticSource(String(text.dropFirst(syntheticPrefix.count)), options: options)
        }
        if text == "-" { return try CaptureSource(descriptor: 0, options: options) }
        return try CaptureSource(path: text, options: options)
    }

    /// Opens several sources as one, which all have to be captures; one alone is opened as it is.
    ///
    /// - Parameters:
    ///   - texts: What the user names, at least one.
    ///   - order: The order in which the frames of several captures come.
    ///   - options: How to read each.
    /// - Returns: The source, at its first frame.
    /// - Throws: A sentence that says what is wrong with them.
    public static func open(
        _ texts: [String], order: MergedSource.Order, options: SourceOptions = SourceOptions()
    ) throws(SourceError) -> any FrameSource {
        if texts.count == 1 { return try open(texts[0], options: options) }
        if let synthetic = texts.first(where: { $0.hasPrefix(syntheticPrefix) }) {
            throw SourceError(
                usage: "'\(synthetic.harmless)' is synthetic traffic, which cannot be merged with another source; "
                    + "name it alone, or name captures only")
        }
        if texts.count(where: { $0 == "-" }) > 1 {
            throw SourceError(usage: "-: standard input holds one capture, and is named more than once")
        }
        return try MergedSource(paths: texts, order: order, options: options)
    }
}
