import ArgumentParser

/// How super-packets are cut: by what the source tells, or all of them to one size.
enum UnmergeArgument: Equatable, ExpressibleByArgument {
    case auto
    case size(Int)

    /// Payload bytes that a segment may have.
    static let sizes = 48...65_535

    init?(argument: String) {
        if argument == "auto" {
            self = .auto
        } else if let size = Int(argument), Self.sizes.contains(size) {
            self = .size(size)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .auto: "auto"
        case .size(let size): "\(size)"
        }
    }
}
