import Glibc

/// The user's own files: `$XDG_CONFIG_HOME/lro-top`, or `~/.config/lro-top` where that is not set.
public enum ConfigFolder {
    /// Where the folder is, whether or not it exists; nil when the environment does not say.
    public static var path: String? {
        path(configHome: variable("XDG_CONFIG_HOME"), home: variable("HOME"))
    }

    /// The folder for these values of the two variables; relative ones are ignored, as the XDG specification has it.
    package static func path(configHome: String?, home: String?) -> String? {
        if let configHome, configHome.hasPrefix("/") { return configHome + "/lro-top" }
        if let home, home.hasPrefix("/") { return home + "/.config/lro-top" }
        return nil
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
