extension String {
    /// The text with everything that could steer a terminal made visible: control characters, line
    /// separators, and marks that turn the writing direction.
    package var harmless: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += scalar.value < 0x100 ? "\\x" : "\\u"
                let digits = String(scalar.value, radix: 16)
                text += String(repeating: "0", count: max(0, (scalar.value < 0x100 ? 2 : 4) - digits.count)) + digits
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
