import Foundation

/// A file that is there as long as the value.
public struct TemporaryFile: ~Copyable {
    /// Where it is.
    public let path: String

    /// A file of `bytes`, whose name ends in `suffix`.
    public init(_ bytes: [UInt8] = [], suffix: String = "") {
        let folder = FileManager.default.temporaryDirectory.path
        var template = Array("\(folder)/lro-top-test-XXXXXX\(suffix)".utf8CString)
        let file = mkstemps(&template, Int32(suffix.utf8.count))
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    deinit { unlink(path) }

    /// What is in the file now.
    public var bytes: [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
        return bytes
    }
}
