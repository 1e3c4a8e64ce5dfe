/// Writes JSON text with its keys in the order in which they are given.
///
/// The order is part of the trace's contract, and a line is written for each delivered packet: both are
/// beyond a general encoder.
package struct JSONWriter {
    /// The text so far, UTF-8.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// No text yet.
    package init() {}

    /// Appends JSON that was written already.
    mutating func append(_ json: [UInt8]) { bytes += json }

    /// Takes away what was written first.
    mutating func removeFirst(_ count: Int) { bytes.removeFirst(count) }

    /// Forgets the text and keeps the memory.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Writes an object whose members `members` writes.
    package mutating func object(_ key: String? = nil, _ members: (inout JSONWriter) -> Void) {
        nest(key, "{", "}", members)
    }

    /// Writes the rest of an object that was begun elsewhere: its last members, and its end.
    mutating func members(_ members: (inout JSONWriter) -> Void) {
        needsComma = false
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Writes an array whose elements `elements` writes.
    package mutating func array(_ key: String? = nil, _ elements: (inout JSONWriter) -> Void) {
        nest(key, "[", "]", elements)
    }

    /// Writes a whole number, or null.
    package mutating func number(_ key: String? = nil, _ value: (some BinaryInteger)?) {
        begin(key)
        bytes += (value.map { String($0) } ?? "null").utf8
    }

    /// Writes a number with three decimals.
    package mutating func decimal(_ key: String? = nil, _ value: Double) {
        begin(key)
        let thousandths = UInt64((value * 1000).rounded())
        let fraction = String(thousandths % 1000)
        bytes += "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)".utf8
    }

    /// Writes true or false.
    package mutating func bool(_ key: String? = nil, _ value: Bool) {
        begin(key)
        bytes += (value ? "true" : "false").utf8
    }

    /// Writes a string, or null.
    package mutating func string(_ key: String? = nil, _ value: String?) {
        begin(key)
        guard let value else {
            bytes += "null".utf8
            return
        }
        quote(value)
    }

    /// Ends a line.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func nest(
        _ key: String?, _ open: String, _ close: String, _ content: (inout JSONWriter) -> Void
    ) {
        begin(key)
        bytes += open.utf8
        needsComma = false
        content(&self)
        bytes += close.utf8
        needsComma = true
    }

    private mutating func begin(_ key: String?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let key else { return }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
