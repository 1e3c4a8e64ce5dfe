import Capture
import Frames

/// Opens what a user names as SOURCE.
public enum TrafficSource {
    /// What a synthetic source begins with.
    static let syntheticPrefix = "synthetic:"

    /// Opens a source.
    ///
    /// - Parameters:
    ///   - text: The path of a pcap or pcapng file, be it packed, `-` for standard input, or
    ///     `synthetic:PROFILE[,key=value…]`.
    ///   - options: The filter, and how to read.
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
}
