import Foundation

/// The members of a flat JSON object as its text has them: enough to compare what two programs wrote, and fast.
struct TraceLine {
    /// The members, each value as its bytes.
    private(set) var members: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] = []

    /// Reads a line such as `{"deliver":0,"packets":[1,2],"seq":null}`, without escapes in its strings.
    init(_ line: ArraySlice<UInt8>) {
        var place = line.startIndex + 1
        while place < line.endIndex, line[place] == UInt8(ascii: "\"") {
            guard let quote = line[(place + 1)...].firstIndex(of: UInt8(ascii: "\"")) else { return }
            let key = line[(place + 1)..<quote]
            var end = quote + 2
            var depth = 0
            while end < line.endIndex {
                let byte = line[end]
                if byte == UInt8(ascii: "[") { depth += 1 }
                if byte == UInt8(ascii: "]") { depth -= 1 }
                if depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") { break }
                end += 1
            }
            members.append((key, line[min(quote + 2, end)..<end]))
            place = end + 1
        }
    }

    /// The value of `key`, or nil.
    subscript(key: ArraySlice<UInt8>) -> ArraySlice<UInt8>? { members.first { $0.key == key }?.value }

    /// Where a trace differs from its reference, or nil.
    ///
    /// Compared are the number of lines and each member of the reference that is not null.
    static func difference(_ trace: [UInt8], reference: [UInt8]) -> String? {
        let (lines, expected) = (trace.split(separator: 10), reference.split(separator: 10))
        for (number, pair) in zip(expected, lines).enumerated() {
            let line = TraceLine(pair.1)
            for (key, value) in TraceLine(pair.0).members where !value.elementsEqual("null".utf8) {
                if line[key] != value {
                    let texts = [key, value, line[key] ?? []].map { String(decoding: $0, as: UTF8.self) }
                    return "line \(number + 1): \(texts[0]) must be \(texts[1]) and is \(texts[2])"
                }
            }
        }
        return lines.count == expected.count ? nil : "\(lines.count) lines, not \(expected.count)"
    }
}
