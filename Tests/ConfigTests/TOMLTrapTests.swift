import Config
import Testing

/// Texts for which the TOML parser by itself would end the process.
@Suite struct TOMLTrapTests {
    @Test(arguments: [
        ("a = [}", 1), ("a = [ # b\n\n } ]", 3), ("a = [1,}", 1), ("a = [[},", 1), ("a = [{b = [}", 1), ("[é]", 1),
        ("x = 1\n[\ny]", 2), ("[[[a]]]", 1), ("[[=", 1), ("[}", 1), (" \t[ *]", 1), ("mtu = 1500\n[]", 2),
        ("filter = \"\"\"\n\"\"\"\"\" # \"\n[keys]\nup = [}", 4), ("filter = 'x\\'\nmtu = [}", 2),
        ("filter = \"\\\"\"\nmtu = [}", 2), ("mtu = 1500\r\nmtu = [}", 2),
    ])
    func areRefusedWithTheirLine(text: String, line: Int) {
        #expect { try ConfigFileTests.read(text) } throws: { "\($0)".hasPrefix("dir/c.toml:\(line): ") }
    }

    @Test func whatIsWrongBeforeIsSaidFirst() {
        #expect { try ConfigFileTests.read("mtu = \n\nup = [}") } throws: { "\($0)".hasPrefix("dir/c.toml:1: ") }
    }

    @Test(arguments: [
        "filter = \"[}\"", "filter = '[}'", "filter = \"\"\"[}\n[é\"\"\"", "filter = '''\n[}'''",
        "mtu = 1500 # [}\n#[é",
        "keys = {}", "keys = {up = []}", "[keys]\nup = [\n\"x\", # }\n]\ndown = []", "[ \"keys\" ]", "['keys']",
        "filter = \"\\\\\" # \"\n[keys]",
    ])
    func validTextsAreTaken(text: String) throws {
        _ = try ConfigFileTests.read(text)
    }

    /// Pieces of TOML in any order: each text is taken or refused in one sentence.
    @Test func noTextEndsTheProcess() {
        let pieces = [
            "[", "]", "{", "}", ",", "=", "\n", "#", " ", "a", "\"x\"", "'y'", "1", "-", "+", ".", "_", "0x", "inf",
            "true",
            "1979-05-27", "T07:32", "\"\"\"", "'''", "\\", "\"", "'", "\t", "é", "[[", "]]", "\r\n", "a = [", "a = {",
            "\nb = ",
        ]
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<10 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            do {
                _ = try ConfigFileTests.read(text)
            } catch {
                #expect("\(error)".hasPrefix("dir/c.toml:"), "\(text)")
            }
        }
    }
}
