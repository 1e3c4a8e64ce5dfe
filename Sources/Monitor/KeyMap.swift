import Screen

/// The key table with the user's own keys.
public struct KeyMap: Sendable {
    /// Every binding that has a key, in the order of the key table.
    public private(set) var bindings = KeyTable.bindings

    /// Ctrl-C always quits, or a wrong config could leave no way out.
    private static let fixed = Key.control("c")

    /// The key table as it is.
    public init() {}

    /// The key table with other keys for some actions, by the actions' ids; no keys at all unbind an action.
    public init(_ wishes: [String: [Key]]) throws(KeyClash) {
        for place in bindings.indices {
            guard let keys = wishes[bindings[place].id] else { continue }
            let kept = bindings[place].keys.filter { $0 == Self.fixed && !keys.contains($0) }
            bindings[place].keys = keys + kept
        }
        var owners: [Key: String] = [:]
        for binding in bindings {
            for key in binding.keys {
                if let other = owners[key], other != binding.id {
                    throw KeyClash(key: key, actions: [other, binding.id])
                }
                owners[key] = binding.id
            }
        }
        bindings.removeAll(where: \.keys.isEmpty)
    }

    /// What a key means, or nil.
    public func action(of key: Key) -> Action? {
        bindings.first { $0.keys.contains(key) }?.action
    }

    /// The key to show for an action, or nil when it has none.
    public func key(for action: Action) -> Key? {
        bindings.first { $0.action == action }?.keys.first
    }
}

/// A key that two actions would have.
public struct KeyClash: Error, Equatable {
    /// The key.
    public let key: Key
    /// The ids of the two actions, in the order of the key table.
    public let actions: [String]
}
