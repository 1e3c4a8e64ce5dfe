import Foundation

/// A run of the program `lro-bench`, which the build puts beside the tests.
struct BenchProgram {
    let code: Int32
    let output: Data
    let error: String
    /// What it left in the temporary directory.
    let leftBehind: [String]

    /// What it wrote to standard output as lines.
    var lines: [Substring] { String(decoding: output, as: UTF8.self).split(separator: "\n") }

    /// Runs it to its end.
    init(_ arguments: String...) throws { try self.init(arguments) }

    /// Runs it to its end.
    init(_ arguments: [String], temporaryFolder: String? = nil) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lro-bench-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["output", "error"].map { folder.appending(path: $0) }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "lro-bench")
        process.arguments = arguments
        // Its temporary files are looked for in a folder of the test's own.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["TMPDIR": temporaryFolder ?? folder.path]
        ) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        code = process.terminationStatus
        output = try Data(contentsOf: files[0])
        error = try String(contentsOf: files[1], encoding: .utf8)
        leftBehind = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !["output", "error"].contains($0) }
    }
}
