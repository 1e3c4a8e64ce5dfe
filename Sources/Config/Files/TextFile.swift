import Glibc

/// Small text files and the folders they are in.
enum TextFile {
    /// No config or theme is longer than that, in bytes.
    static let limit = 65_536

    /// The text of a file; nil when there is none.
    static func read(_ path: String) throws(ConfigError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw cannotRead(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw cannotRead(path) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        guard bytes.count <= limit else { throw ConfigError("is longer than \(limit) bytes", file: path) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigError("is not UTF-8 text", file: path)
        }
        return text
    }

    /// The names of the files in a folder, sorted; none when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.sorted()
    }

    private static func cannotRead(_ path: String) -> ConfigError {
        ConfigError("cannot be read: \(String(cString: strerror(errno)))", file: path, kind: .cannotOpen)
    }
}
