extension Canvas {
    /// What stands on the canvas: a line per row, blanks at the ends of lines cut.
    public var text: String {
        lines { x, y, line in
            let cell = self[x, y]
            guard cell.part != .right else { return }
            line.append(cell.scalar)
            line.append(contentsOf: marks(x: x, y: y))
        }
    }

    /// The letter of each cell's role, in the shape of the canvas; a blank of body text stays a blank.
    public var roles: String {
        lines { x, y, line in
            let cell = self[x, y]
            let isBlank = cell.role == .text && cell.part != .right && cell.scalar == " "
            line.append(contentsOf: isBlank ? " ".unicodeScalars : cell.role.letter.unicodeScalars)
        }
    }

    private func lines(_ append: (Int, Int, inout [Unicode.Scalar]) -> Void) -> String {
        // Strings are slow at taking something away from their ends.
        var bytes: [UInt8] = []
        var line: [Unicode.Scalar] = []
        for y in 0..<height {
            line.removeAll(keepingCapacity: true)
            for x in 0..<width { append(x, y, &line) }
            while line.last == " " { line.removeLast() }
            for scalar in line {
                if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { bytes += Array(String(scalar).utf8) }
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
