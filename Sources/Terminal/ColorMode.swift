import Glibc
import Screen

/// What the user wants of colours.
public enum ColorMode: String, CaseIterable, Sendable {
    /// As many as the terminal has; none when NO_COLOR is set and not empty.
    case auto
    /// None.
    case never
    /// At most the 16 ANSI colours.
    case sixteen = "16"
    /// At most 256.
    case indexed = "256"

    /// The colours to use on a terminal that has so many.
    package func depth(ofTerminal colors: Int, noColor: Bool = ColorMode.isRefused) -> ColorDepth {
        let available = ColorDepth(colors: colors)
        switch self {
        case .auto: return noColor ? .none : available
        case .never: return .none
        case .sixteen: return min(available, .sixteen)
        case .indexed: return available
        }
    }

    /// Whether the user asks every program for no colours.
    package static var isRefused: Bool {
        getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    }
}
