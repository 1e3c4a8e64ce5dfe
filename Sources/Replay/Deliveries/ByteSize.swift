/// Sizes of files as people write them: `4096`, `500M`, `2G`, in powers of 1024.
public enum ByteSize {
    private static let units: [(letter: Character, shift: Int)] = [("T", 40), ("G", 30), ("M", 20), ("K", 10)]

    /// The bytes that a text stands for, or nil where it is no size; the letter may be small, and `iB` behind it.
    public static func bytes(_ text: String) -> Int? {
        var digits = text[...]
        var shift = 0
        let name = digits.hasSuffix("iB") ? digits.dropLast(2) : digits
        if let last = name.last?.uppercased(), let unit = units.first(where: { String($0.letter) == last }) {
            (digits, shift) = (name.dropLast(), unit.shift)
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
        else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << shift)
        return overflows ? nil : bytes
    }

    /// The shortest text that stands for so many bytes.
    public static func text(_ bytes: Int) -> String {
        guard bytes > 0, let unit = units.first(where: { bytes % (1 << $0.shift) == 0 }) else { return "\(bytes)" }
        return "\(bytes >> unit.shift)\(unit.letter)"
    }
}
