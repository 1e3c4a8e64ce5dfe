import Foundation
import Packet
import Traffic

/// A file that is there as long as the value.
struct TemporaryFile: ~Copyable {
    let path: String

    init(_ bytes: [UInt8] = [], suffix: String = "") {
        let folder = FileManager.default.temporaryDirectory.path
        var template = Array("\(folder)/lro-top-test-XXXXXX\(suffix)".utf8CString)
        let file = mkstemps(&template, Int32(suffix.utf8.count))
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    deinit { unlink(path) }

    /// What is in the file now.
    var bytes: [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
        return bytes
    }
}

/// The paths of the captures in a folder of those that may lie beside the package.
func sharedCaptures(in folder: String) -> [String] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let captures = tests.appending(path: "../../shared/captures").appending(path: folder).standardized.path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: captures)) ?? []
    let endings = [".pcap", ".pcapng", ".cap"]
    return names.filter { name in endings.contains { name.hasSuffix($0) } }.sorted().map { "\(captures)/\($0)" }
}

/// SplitMix64: the same numbers for the same seed, so that a failing seed can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}

/// Everything that a source hands out, and the fault at its end.
struct Reading {
    var descriptors: [Descriptor] = []
    var batches: [Int] = []
    var fault: SourceError?

    /// Reads a source to its end, or the first `limit` frames.
    init(_ source: any FrameSource, capacity: Int = 1024, limit: Int = .max) {
        var source = source
        var batch = FrameBatch(capacity: capacity)
        do throws(SourceError) {
            while descriptors.count < limit, try source.read(into: &batch) {
                batches.append(batch.count)
                for place in batch.indices {
                    descriptors.append(Descriptor())
                    batch.parse(place, into: &descriptors[descriptors.count - 1])
                }
            }
        } catch {
            fault = error
        }
    }

    /// Opens and reads a source; a fault of opening is a fault, too.
    init(_ text: String, _ options: SourceOptions = SourceOptions(), limit: Int = .max) {
        do throws(SourceError) {
            self = Reading(try TrafficSource.open(text, options: options), limit: limit)
        } catch {
            fault = error
        }
    }

    /// Reads a capture from bytes; `X` stands for the file's path in the fault.
    init(capture bytes: [UInt8], _ options: SourceOptions = SourceOptions()) {
        let file = TemporaryFile(bytes)
        self.init(file.path, options)
        path = file.path
    }

    private var path = ""

    /// The fault as a sentence, the file's path shortened to `X`.
    var sentence: String? {
        guard let fault, !path.isEmpty else { return fault?.description }
        return fault.description.split(separator: path, omittingEmptySubsequences: false).joined(separator: "X")
    }
}

extension FrameBuilder {
    /// A segment that carries `count` bytes and has `sequence`.
    static func segment(_ sequence: UInt32, count: Int = 100, port: UInt16 = 5_201) -> FrameBuilder {
        var builder = FrameBuilder(
            FlowKey(
                source: IPAddress(v4: 0x0a00_0001), destination: IPAddress(v4: 0x0a00_0002), sourcePort: 40_112,
                destinationPort: port))
        builder.sequence = sequence
        builder.payload = [UInt8](repeating: 0x61, count: count)
        return builder
    }
}
