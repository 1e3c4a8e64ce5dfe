import Monitor
import Screen
import Testing

@Suite struct KeyMapTests {
    @Test func theKeyTableIsSound() throws {
        let ids = KeyTable.bindings.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
        // No key has two actions, or this throws.
        #expect(try KeyMap([:]).bindings.map(\.keys) == KeyTable.bindings.map(\.keys))
        for key in KeyTable.bindings.flatMap(\.keys) { #expect(Key(token: key.token) == key, "\(key)") }
    }

    @Test func wishesTakeTheOldKeysAway() throws {
        let map = try KeyMap(["step-round": [.character("s")], "step-frame": [.character("n")], "run": []])
        #expect(
            map.action(of: .character("s")) == .run(.stepRound) && map.action(of: .character("n")) == .run(.stepFrame))
        #expect(map.action(of: .function(8)) == nil && map.action(of: .character(" ")) == nil)
        #expect(!map.bindings.contains { $0.id == "run" })
        #expect(map.key(for: .run(.stepRound)) == .character("s") && map.key(for: .run(.toggleRunning)) == nil)
    }

    @Test func aKeyHasOneAction() {
        #expect {
            try KeyMap(["quit": [.character("n")]])
        } throws: { error in
            let clash = error as? KeyClash
            return clash?.key == .character("n") && clash?.actions == ["step-round", "quit"]
        }
    }

    @Test func controlCAlwaysQuits() throws {
        #expect(try KeyMap(["quit": []]).action(of: .control("c")) == .quit)
        #expect { try KeyMap(["run": [.control("c")]]) } throws: { error in
            let clash = error as? KeyClash
            return clash?.key == .control("c") && clash?.actions == ["run", "quit"]
        }
    }

    @Test func theMonitorGoesByTheMap() throws {
        var model = Model()
        model.keys = try KeyMap(["quit": [.character("x")], "help": []])
        #expect(model.press(.character("q"), width: 80, height: 24) == [] && model.message == "q does nothing here.")
        #expect(model.press(.character("x"), width: 80, height: 24) == [.quit])
    }

    @Test func tGoesThroughTheThemes() {
        var model = Model()
        #expect(model.press(.character("t"), width: 80, height: 24) == [] && model.theme == 0)
        #expect(model.message == "There is no other theme.")
        model.themes = ["default", "nord"]
        #expect(
            model.press(.character("t"), width: 80, height: 24) == [] && model.theme == 1
                && model.message == "theme nord")
        #expect(
            model.press(.character("t"), width: 80, height: 24) == [] && model.theme == 0
                && model.message == "theme default")
    }
}
