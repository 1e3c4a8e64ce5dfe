/// What is said of a setting.
extension Setting {
    /// The word that stands for a number which the capture tells, where it may.
    public var word: String? { self == .queues ? "capture" : nil }

    /// What it means, in a sentence for help and config alike.
    public var help: String { row.help }

    /// A value in words.
    public func text(_ value: Int) -> String {
        if isOpen(value) { return row.place.openText }
        if let form = row.place.form { return form.text(value) }
        return choices.indices.contains(value) ? choices[value] : "\(value)"
    }

    /// The setting and its value where little room is: `max-aggr 32`, `4 queues`, or a choice by its name alone.
    public func phrase(_ value: Int) -> String {
        if !choices.isEmpty { return text(value) }
        if self == .queues { return value == 1 ? "1 queue" : "\(value) queues" }
        return "\(rawValue) \(text(value))"
    }

    /// What can be typed for it.
    public var hint: String {
        row.hint ?? "\(range.lowerBound) to \(range.upperBound)\(alsoAllowed.map { ", or \($0)" } ?? "")"
    }

    /// What it may be, as an answer to a value that it may not have.
    public var rangeSentence: String {
        if hasForm { return "\(rawValue): \(hint)." }
        if !choices.isEmpty { return "\(rawValue) is one of \(choices.joined(separator: ", "))." }
        return
            "\(rawValue) goes from \(range.lowerBound) to \(range.upperBound)\(alsoAllowed.map { ", or is \($0)" } ?? "")."
    }
}
