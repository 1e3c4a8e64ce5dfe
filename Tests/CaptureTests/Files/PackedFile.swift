import Foundation
import TestSupport

/// A capture that a program has packed, in a file that is there as long as the value.
struct PackedFile: ~Copyable {
    private let file: TemporaryFile

    /// The programs that pack captures, as far as they are installed.
    static let programs = ["gzip", "zstd", "lz4"].filter { (try? run($0, ["--version"], on: "/dev/null")) != nil }

    /// Packs `bytes`, of which as many as `cut` says are left away at the end, in a file whose name says nothing.
    init(_ bytes: [UInt8], by program: String, cut: Int = 0) throws {
        let plain = TemporaryFile(bytes)
        file = TemporaryFile(try Self.run(program, ["-c"], on: plain.path).dropLast(cut))
    }

    /// Where it is.
    var path: String { file.path }

    /// The packed bytes.
    var bytes: [UInt8] { file.bytes }

    /// What a program writes that is given a file.
    private static func run(_ program: String, _ arguments: [String], on path: String) throws -> [UInt8] {
        let output = TemporaryFile()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: path))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output.path))
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
        return output.bytes
    }
}
