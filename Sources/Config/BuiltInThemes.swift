/// The themes of the folder `Themes`, which the build puts into the program, so that it finds them however it is
/// started.
enum BuiltInThemes {
    /// Names and texts, in the order in which they are gone through.
    static let all: [(name: String, text: [UInt8])] = [
        ("default", PackageResources.default_toml),
        ("light", PackageResources.light_toml),
        ("mono", PackageResources.mono_toml),
        ("nord", PackageResources.nord_toml),
        ("gruvbox", PackageResources.gruvbox_toml),
        ("solarized", PackageResources.solarized_toml),
        ("colorblind", PackageResources.colorblind_toml),
    ]
}
