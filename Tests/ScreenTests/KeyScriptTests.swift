import Screen
import Testing

@Suite struct KeyScriptTests {
    @Test(
        arguments: [
            ("", []), ("  n \n", [.init(.key(.character("n")))]), ("tick*30", [.init(.tick, count: 30)]),
            ("n*100 tick", [.init(.key(.character("n")), count: 100), .init(.tick)]),
            ("* ** *", nil), ("*", [.init(.key(.character("*")))]), ("**3", [.init(.key(.character("*")), count: 3)]),
            ("***3", [.init(.key(.character("*")), count: 3)]), ("space*2", [.init(.key(.character(" ")), count: 2)]),
            ("f1 f12 ctrl-c", [.init(.key(.function(1))), .init(.key(.function(12))), .init(.key(.control("c")))]),
            ("f", [.init(.key(.character("f")))]), ("é", [.init(.key(.character("é")))]),
            ("enter esc tab backtab backspace", [.enter, .escape, .tab, .backTab, .backspace].map { .init(.key($0)) }),
            ("up down left right", [.up, .down, .left, .right].map { .init(.key($0)) }),
            ("Enter ESC Tick*3", [.init(.key(.enter)), .init(.key(.escape)), .init(.tick, count: 3)]),
            ("N n", [.init(.key(.character("N"))), .init(.key(.character("n")))]),
            ("F8 Ctrl-C CTRL-c", [.function(8), .control("c"), .control("c")].map { .init(.key($0)) }),
            ("pgup pgdn home end", [.pageUp, .pageDown, .home, .end].map { .init(.key($0)) }),
        ] as [(String, [KeyScript.Step]?)])
    func parsing(script: String, expected: [KeyScript.Step]?) {
        #expect((try? KeyScript.parse(script)) == expected)
    }

    @Test(
        arguments: [
            (.character(" "), "space"), (.character("n"), "n"), (.backTab, "Shift-Tab"), (.function(10), "F10"),
            (.control("c"), "Ctrl-C"), (.pageDown, "PgDn"),
        ] as [(Key, String)])
    func names(key: Key, expected: String) {
        #expect(key.name == expected)
    }

    @Test func everyKeyReadsAsItsToken() {
        let named: [Key] = [.enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right]
        let others: [Key] = [.pageUp, .pageDown, .home, .end, .function(1), .function(12), .control("c")]
        for key in named + others + [.character(" "), .character("n"), .character("é")] {
            #expect(Key(token: key.token) == key, "\(key)")
        }
    }

    @Test(arguments: [
        "nn", "NN", "f0", "f13", "F01", "f+1", "ctrl-", "ctrl-1", "n*", "*n", "n*x", "n*+3", "n*0", "n*1000001",
    ])
    func errorsNameTheToken(token: String) {
        #expect { try KeyScript.parse("n \(token) q") } throws: { error in
            (error as? KeyScriptError)?.token == token && "\(error)".contains("'\(token)'")
        }
    }
}
