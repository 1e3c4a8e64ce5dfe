import Foundation
import Testing

/// Runs the built program, or another, and takes what it writes.
enum Program {
    /// What has all frames of a capture taken as they are.
    static let asCaptured = ["--receiver", "all", "--unmerge", "off", "--duplicates", "keep"]

    /// How a program ended.
    struct Result: Sendable {
        /// Its exit code, or minus the signal that ended it.
        var status: Int32
        /// What it wrote to standard output.
        var output: Data
        /// What it wrote to standard error.
        var complaint: String
    }

    /// `lro-top` beside the test bundle, where the build puts it.
    static let url: URL = {
        let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let arguments = CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
        let places = ([bundle] + arguments).map { $0.appending(path: "lro-top") }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[0]
    }()

    /// Runs `lro-top` to its end.
    static func run(_ arguments: [String]) throws -> Result { try run(url, arguments) }

    /// Runs a program to its end.
    static func run(_ program: URL, _ arguments: [String]) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lro-top-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: nothing can fill up, and no child keeps another's pipe open.
        let files = ["output", "complaint"].map { folder.appending(path: $0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return Result(
            status: isSignal ? -process.terminationStatus : process.terminationStatus,
            output: try Data(contentsOf: files[0]), complaint: try String(contentsOf: files[1], encoding: .utf8))
    }
}
