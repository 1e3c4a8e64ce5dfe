import Screen
import TOMLKit

/// A theme as a TOML file has it.
///
///     name = "Nord"
///     background = "night"            # a colour; the terminal's own when left out
///     [palette]
///     night = "#2e3440"
///     [roles]
///     text = "ink"                    # a style, as StyleText has them
public struct ThemeFile {
    /// What the theme calls itself.
    public let title: String
    /// The theme itself.
    public let theme: Theme

    /// Reads a theme that is chosen by `name`; `file` is what errors call the text.
    ///
    /// A role left out looks as in `fallback`, but in the colours of the theme's own text.
    public init(_ text: String, file: String, name: String, fallback: Theme? = nil) throws(ConfigError) {
        let toml = try TOMLText(text, file: file)
        for (key, _) in try toml.entries() where !["name", "background", "palette", "roles"].contains(key) {
            throw toml.fault([key], "\"\(key)\" is not known: name, background, [palette] and [roles] are allowed")
        }
        var palette: [String: Color] = [:]
        for (key, value) in try toml.entries(of: ["palette"]) {
            guard Color.isPaletteName(key) else {
                throw toml.fault(
                    ["palette", key], "\"\(key)\" cannot name a color: letters, digits, - and _ are allowed")
            }
            palette[key] = try Self.color(value, ["palette", key], toml)
        }
        var styles: [Role: Style] = [:]
        for (key, value) in try toml.entries(of: ["roles"]) {
            guard let role = Role(rawValue: key) else {
                let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw toml.fault(["roles", key], "role \"\(key)\" is not known: \(roles) are allowed")
            }
            styles[role] = try Self.style(value, ["roles", key], palette, toml)
        }
        let background = try toml.root["background"].map { value throws(ConfigError) in
            try Self.color(value, ["background"], toml, palette)
        }
        if let fallback {
            let plain = styles[.text] ?? Style()
            for role in Role.allCases where styles[role] == nil {
                styles[role] = Style(plain.foreground, fallback[role].attributes, on: plain.background)
            }
        }
        theme = Theme(name: name, background: background ?? .standard, styles: styles)
        title = try Self.title(toml) ?? name
    }

    private static func title(_ toml: TOMLText) throws(ConfigError) -> String? {
        guard let value = toml.root["name"] else { return nil }
        guard let title = value.string else { throw toml.fault(["name"], "name: a text in quotes is allowed") }
        return title
    }

    private static func color(
        _ value: TOMLValueConvertible, _ path: [String], _ toml: TOMLText, _ palette: [String: Color] = [:]
    ) throws(ConfigError) -> Color {
        let style = try style(value, path, palette, toml)
        guard style == Style(style.foreground) else {
            throw toml.fault(path, "\(path.last ?? ""): one color is allowed, nothing else")
        }
        return style.foreground
    }

    private static func style(
        _ value: TOMLValueConvertible, _ path: [String], _ palette: [String: Color], _ toml: TOMLText
    ) throws(ConfigError) -> Style {
        // A colour by its number may stand without quotes.
        guard let text = value.string ?? value.int.map({ "\($0)" }) else {
            throw toml.fault(path, "\(path.last ?? ""): a text in quotes is allowed")
        }
        do {
            return try Style(text, palette: palette)
        } catch {
            throw toml.fault(path, "\(path.last ?? ""): \(error)")
        }
    }
}
