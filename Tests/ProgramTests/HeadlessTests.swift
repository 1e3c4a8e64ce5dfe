import Foundation
import Testing

struct HeadlessTests {
    static let source = "synthetic:bulk,packets=4000"

    private func screen(_ keys: String, size: String = "120x40", _ options: String...) throws -> HeadlessScreen {
        let run = try CommandLineRun([Self.source, "--headless", size, "--keys", keys] + options)
        #expect(run.ending == .exit(0))
        #expect(run.error.isEmpty)
        return run.screen
    }

    // MARK: - Screens

    static let sizes = [(200, 60), (120, 40), (80, 24), (60, 15), (40, 10), (20, 6), (3, 2), (1, 1), (1000, 1000)]

    @Test(arguments: sizes, ["", "n*5", "n*5 s*9 a a 7 ?", "space }*9 tick*30"])
    func screensHaveTheirSize(size: (width: Int, height: Int), keys: String) throws {
        let run = try CommandLineRun(
            ["synthetic:mixed,packets=3000", "--headless", "\(size.width)x\(size.height)", "--keys", keys])
        #expect(run.ending == .exit(0))
        #expect(run.output.last == 0x0a)
        #expect(run.lines.count == size.height)
        // Everything that is drawn is one column wide here.
        #expect(run.lines.allSatisfy { $0.unicodeScalars.count <= size.width })
        #expect(run.lines.allSatisfy { $0.last != " " })
    }

    @Test(arguments: ["0x0", "0x5", "0x1000"], ["", "n*5 ? space tick*30"])
    func screensWithoutColumnsAreEmpty(size: String, keys: String) throws {
        let run = try CommandLineRun([Self.source, "--headless", size, "--keys", keys, "--style"])
        #expect(run.ending == .exit(0))
        #expect(run.output.allSatisfy { $0 == 0x0a })
    }

    @Test(arguments: ["200x60", "120x40", "80x24", "60x15"], ["", "n*9", "space }*9 tick*600", "space tick*60"])
    func stableStringsAreThere(size: String, keys: String) throws {
        let screen = try screen(keys, size: size, "--queues", "2")
        #expect(screen.state != nil)
        #expect(screen.round != nil)
        #expect(screen.knobs == [32, 8, 64])
        for queue in 0..<2 { #expect(screen.text.contains("queue \(queue)")) }
    }

    @Test(arguments: ["200x60", "80x24", "60x15"])
    func asciiIsASCII(size: String) throws {
        for keys in ["", "n*9 s*20", "?", "n*9 a a", "space }*9 tick*600"] {
            let run = try CommandLineRun([Self.source, "--headless", size, "--keys", keys, "--ascii"])
            #expect(run.output.allSatisfy { $0 == 0x0a || (0x20..<0x7f).contains($0) })
            let plain = try CommandLineRun([Self.source, "--headless", size, "--keys", keys])
            #expect(plain.output.contains { $0 >= 0x80 })
            #expect(plain.lines.count == run.lines.count)
        }
    }

    @Test func stylePrintsTheRolesToo() throws {
        let plain = try CommandLineRun([Self.source, "--headless", "80x24", "--keys", "n*9"])
        let styled = try CommandLineRun([Self.source, "--headless", "80x24", "--keys", "n*9", "--style"])
        #expect(styled.lines.count == 48)
        #expect(Array(styled.lines.prefix(24)) == plain.lines)
        let roles = styled.lines.suffix(24)
        #expect(roles.allSatisfy { $0.utf8.count <= 80 && $0.utf8.allSatisfy { (0x20..<0x7f).contains($0) } })
        #expect(Set(roles.joined()).count > 8)
    }

    @Test(arguments: ["n*20 s*7", "space }*2 tick*45 { tick*30 a +", "space }*9 tick*30 space e 5 -"])
    func sameKeysGiveTheSameScreen(keys: String) throws {
        let runs = try (0..<2).map { _ in
            try CommandLineRun(["synthetic:mixed,packets=50000", "--headless", "120x40", "--keys", keys, "--style"])
        }
        #expect(runs[0].ending == .exit(0))
        #expect(runs[0].output == runs[1].output)
    }

    // MARK: - Keys

    @Test func itBeginsPausedAtTheStart() throws {
        let screen = try screen("")
        #expect(screen.state == "PAUSED")
        #expect(screen.pace == "4 rounds/s")
        #expect(screen.round == 0)
        #expect(screen.packet == 0)
    }

    @Test func nGoesToTheEndOfARound() throws {
        #expect(try screen("n").round == 1)
        #expect(try screen("n*12").round == 12)
        #expect(try screen("f8").round == 1)
        #expect(try screen("n", "--queues", "1").packet == 64)
        #expect(try screen("s*10 n", "--queues", "1").packet == 64)
        #expect(try screen("n").state == "PAUSED")
    }

    @Test func sTakesAFrame() throws {
        #expect(try screen("s").packet == 1)
        #expect(try screen("s*37").packet == 37)
        #expect(try screen("f7*3").packet == 3)
        #expect(try screen("s*64", "--queues", "1").round == 1)
    }

    @Test func spaceRunsAndPauses() throws {
        let running = try screen("space tick*31")
        #expect(running.state == "RUNNING")
        // Four rounds a second of 64 frames each, and a little more than a second.
        #expect(running.packet == 264)
        let paused = try screen("space tick*31 space tick*30")
        #expect(paused.state == "PAUSED")
        #expect(paused.packet == 264)
        #expect(try screen("tick*30").packet == 0)
        #expect(try screen("space tick*30 s").state == "PAUSED")
        #expect(try screen("space tick*30 n tick*30").state == "PAUSED")
    }

    @Test func bracesChangeThePace() throws {
        let paces = try (1..<9).map { try screen("{*\($0)").pace }
        #expect(
            paces == [
                "1 round/s", "64 frames/s", "16 frames/s", "4 frames/s", "1 frame/s", "1 frame/s",
                "1 frame/s", "1 frame/s",
            ])
        let faster = try (1..<7).map { try screen("}*\($0)").pace }
        #expect(
            faster == ["10 rounds/s", "30 rounds/s", "100 rounds/s", "1000 rounds/s", "full speed", "full speed"])
        #expect(try screen("{*5 space tick*31").packet == 1)
        #expect(try screen("{*3 space tick*31").packet == 16)
        #expect(try screen("}*2 space tick*30").round == 30)
        #expect(try screen("}*9 space tick*30").state == "END")
    }

    @Test func theEndIsReachedAndStays() throws {
        let end = try screen("n*500")
        #expect(end.state == "END")
        #expect(end.packet == 4000)
        #expect(try screen("n*500 s*5 space tick*30").packet == 4000)
    }

    @Test func plusAndMinusGoAlongTheLadder() throws {
        #expect(try screen("+").knobs == [48, 8, 64])
        #expect(try screen("=").knobs == [48, 8, 64])
        #expect(try screen("-").knobs == [24, 8, 64])
        #expect(try screen("e + +").knobs == [32, 24, 64])
        #expect(try screen("e -*9").knobs == [32, 1, 64])
        #expect(try screen("p +").knobs == [32, 8, 128])
        #expect(try screen("p + +").knobs == [32, 8, 300])
        #expect(try screen("p +*9").knobs == [32, 8, 300])
        #expect(try screen("p -*9 a +*40").knobs == [65_535, 8, 1])
    }

    @Test func theSameKeyAgainTakesANumber() throws {
        #expect(try screen("a 4 8 enter").knobs == [48, 8, 64])
        #expect(try screen("e e 1 0 0 enter").knobs == [32, 100, 64])
        #expect(try screen("p p 7 enter").knobs == [32, 8, 7])
        #expect(try screen("a 4 8").knobs == [32, 8, 64])
        #expect(try screen("a 4 8").text.contains("48_"))
        #expect(try screen("a 4 8 esc").knobs == [32, 8, 64])
        #expect(try screen("a 4 8 backspace enter").knobs == [4, 8, 64])
        #expect(try screen("a enter").knobs == [32, 8, 64])
    }

    @Test func numbersOutOfRangeAreRefused() throws {
        for keys in ["a 0 enter", "a 6 5 5 3 6 enter", "a 9*20 enter"] {
            let screen = try screen(keys)
            #expect(screen.knobs == [32, 8, 64])
            #expect(screen.text.contains("max-aggr goes from 1 to 65535"))
        }
    }

    @Test func backspaceGivesTheDefault() throws {
        #expect(try screen("+ + backspace").knobs == [32, 8, 64])
        #expect(try screen("backspace", "--max-aggr", "5").knobs == [32, 8, 64])
        #expect(try screen("e + + p + e backspace").knobs == [32, 8, 128])
    }

    @Test func knobsChangeTheRun() throws {
        let small = try screen("a a 2 enter n*20", "--queues", "1")
        #expect(small.text.contains("max-aggr"))
        #expect(small.text.contains("ratio 2.0") || small.text.contains("ratio 1."))
        #expect(try screen("p p 8 enter n", "--queues", "1").packet == 8)
    }

    @Test func helpIsThereUntilItIsLeft() throws {
        let help = try screen("?", size: "160x60")
        for word in ["Esc leaves", "space", "Backspace", "max-aggr", "leave the program"] {
            #expect(help.text.contains(word), "\(word)")
        }
        let without = try screen("", size: "160x60")
        #expect(!without.text.contains("Esc leaves"))
        for keys in ["? esc", "? ?", "f1 f1"] { #expect(try screen(keys, size: "160x60") == without) }
        #expect(try screen("f1", size: "160x60") == help)
    }

    @Test(arguments: ["q", "f10", "ctrl-c"])
    func quittingEndsTheKeys(key: String) throws {
        #expect(try screen("s*3 \(key) s*5").packet == 3)
    }

    @Test func escapeNeverQuits() throws {
        #expect(try screen("esc*5 s*3 esc s").packet == 4)
    }

    @Test func otherKeysSaySo() throws {
        #expect(try screen("x").text.contains("x does nothing here"))
        #expect(try screen("x s").text.contains("x does nothing here") == false)
    }

    @Test func aWatchReadsStandardInput() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("some.pcap", CommandLineCapture(segments: 30).bytes).path
        let run = try CommandLineRun(["-", "--headless", "120x40", "--keys", "n"], input: file)
        #expect(run.ending == .exit(0))
        #expect(run.screen.packet == 30)
        #expect(run.screen.text.contains("10.0.0.1:40000 → 10.0.0.2:5201"))
    }
}
