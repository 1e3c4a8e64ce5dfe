import Foundation
import Monitor
import Screen
import TestSupport
import Testing

/// The key table, and that help and README say the same.
@Suite struct KeyTableTests {
    @Test func noKeyMeansTwoThings() {
        let keys = KeyTable.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        for binding in KeyTable.bindings {
            for key in binding.keys { #expect(KeyMap().action(of: key) == binding.action) }
        }
    }

    @Test func everyKeyOfTheHelpIsExplained() throws {
        var stage = try MonitorHarness(width: 100, height: 80)
        let help = try stage.screen("?").text
        for binding in KeyTable.bindings {
            if case .queue(.some) = binding.action { continue }
            #expect(help.contains(binding.help), "\(binding.help)")
            for key in binding.keys { #expect(help.contains(key.name), "\(key.name)") }
        }
    }

    @Test func theReadmeNamesEveryAction() throws {
        let readme = try String(
            contentsOf: Folders.tests.deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
        let keys = readme.components(separatedBy: "## Keys").dropFirst().first?.components(separatedBy: "\n## ").first
        let section = try #require(keys)
        for binding in KeyTable.bindings {
            if case .queue(.some) = binding.action { continue }
            #expect(binding.keys.contains { section.contains("`\($0.name)`") }, "\(binding.help)")
        }
    }

    @Test func functionKeysHaveLetterTwins() {
        for binding in KeyTable.bindings {
            let isFunction = binding.keys.contains { if case .function = $0 { true } else { false } }
            let hasTwin = binding.keys.contains { if case .character = $0 { true } else { false } }
            #expect(!isFunction || hasTwin, "\(binding.help)")
        }
    }
}
