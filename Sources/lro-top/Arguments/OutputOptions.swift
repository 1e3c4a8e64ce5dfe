import ArgumentParser

/// The capture that is written, as every command takes it that writes one; whether it may be is asked by its writer.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")], parsing: .unconditional,
        help: ArgumentHelp(
            "The capture: pcapng, classic pcap (no comments) when it ends in .pcap, or - for stdout.", valueName: "file"
        ), completion: .file())
    var path: String

    @Flag(name: .customLong("force"), help: "Replace the file if it exists.")
    var replaces = false
}
