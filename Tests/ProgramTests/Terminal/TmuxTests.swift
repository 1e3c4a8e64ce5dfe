import Foundation
import Testing

/// The monitor on a terminal, used as people use it.
@Suite(.serialized, .enabled(if: TmuxTerminal.isHere, "tmux is not installed"))
struct TmuxTests {
    // MARK: - Watching

    @Test func aCaptureIsWatched() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("watched.pcap", CommandLineCapture(segments: 400).bytes).path
        let terminal = try TmuxTerminal()
        try terminal.start("--paused --queues 1 '\(file)'")
        let first = try terminal.wait("the first screen") { $0.text.contains("watched.pcap") }
        #expect(first.state == "PAUSED")
        #expect(first.round == 0)
        #expect(first.knobs == [32, 8, 64])
        #expect(try terminal.modes().hasPrefix("alternate 1 cursor 0"))
        try terminal.type("nnn")
        try terminal.wait("three rounds") { $0.round == 3 && $0.packet == 192 }
        try terminal.type("sssss")
        let session = try terminal.wait("five frames") { $0.packet == 197 && $0.text.contains("(5 of 32)") }
        #expect(session.round == 3)
        #expect(session.text.contains("10.0.0.1:40000 → 10.0.0.2:5201"))
        try terminal.type("nnnnnnn")
        try terminal.wait("the end") { $0.state == "END" && $0.packet == 400 }
        try terminal.type("q")
        try terminal.expectShell("q")
    }

    @Test func itShowsWhatItShowsWithoutATerminal() throws {
        let terminal = try TmuxTerminal()
        try terminal.start("--paused synthetic:mixed,packets=5000")
        try terminal.type("nnnnnnnnnn")
        try terminal.type("sss")
        let live = try terminal.wait("ten rounds") { ($0.packet ?? 0) > 3 && $0.round == 10 }
        let headless = try CommandLineRun([
            "synthetic:mixed,packets=5000", "--headless", "120x40", "--keys", "n*10 s*3",
        ])
        let same = try terminal.wait("the same screen") { $0.packet == headless.screen.packet }
        #expect(live.round == headless.screen.round)
        #expect(same.rows == headless.screen.rows)
    }

    @Test func knobsFollowTheKeys() throws {
        let terminal = try TmuxTerminal(width: 80, height: 24)
        try terminal.start("--paused synthetic:bulk,packets=100000")
        try terminal.type("n+")
        try terminal.wait("max-aggr up") { $0.knobs == [48, 8, 64] }
        try terminal.type("e--")
        try terminal.wait("sessions down") { $0.knobs == [48, 2, 64] }
        try terminal.type("p+")
        try terminal.wait("budget up") { $0.knobs == [48, 2, 128] }
        try terminal.type("aa100")
        try terminal.wait("the number") { $0.text.contains("100_") }
        try terminal.press("Enter")
        try terminal.wait("the number taken") { $0.knobs == [100, 2, 128] }
        try terminal.press("BSpace")
        try terminal.wait("the default") { $0.knobs == [32, 2, 128] }
        try terminal.type("n")
        try terminal.wait("a round") { $0.round == 2 }
    }

    @Test func itRunsAtItsPace() throws {
        let terminal = try TmuxTerminal()
        try terminal.start("synthetic:mixed")
        let running = try terminal.wait("it to run by itself") { $0.state == "RUNNING" && ($0.round ?? 0) > 2 }
        #expect(running.pace == "4 rounds/s")
        try terminal.type("}}}}")
        try terminal.wait("a faster pace") { $0.pace == "1000 rounds/s" && ($0.packet ?? 0) > 10_000 }
        try terminal.type("}")
        try terminal.wait("full speed") { $0.pace == "full speed" && ($0.packet ?? 0) > 100_000 }
        try terminal.type(" ")
        let paused = try terminal.wait("the pause") { $0.state == "PAUSED" }
        #expect(paused.text.contains("queue 3"))
        let packet = paused.packet ?? 0
        try terminal.type("s")
        try terminal.wait("one frame more") { $0.packet == packet + 1 }
        try terminal.type(" ")
        try terminal.wait("it to run on") { $0.state == "RUNNING" && ($0.packet ?? 0) > packet + 50_000 }
        try terminal.type("q")
        try terminal.expectShell("q at full speed")
    }

    @Test func itFollowsTheTerminalsSize() throws {
        let terminal = try TmuxTerminal(width: 120, height: 40)
        try terminal.start("--paused synthetic:bulk,packets=3000")
        try terminal.type("nnnnnn")
        for (width, height) in [(80, 24), (60, 15), (200, 50), (30, 5), (120, 40)] {
            try terminal.resize(width: width, height: height)
            let run = try CommandLineRun([
                "synthetic:bulk,packets=3000", "--headless", "\(width)x\(height)", "--keys", "n*6",
            ])
            try terminal.wait("\(width) columns") { $0.rows == run.screen.rows }
        }
    }

    @Test func theTableIsFilteredZoomedAndOpened() throws {
        let terminal = try TmuxTerminal()
        try terminal.start("--paused synthetic:mixed,packets=5000")
        try terminal.type("nnnnnnnnf")
        try terminal.wait("flows") { $0.text.contains("┌ flows ── sort: first seen ▲") }
        try terminal.type("/queue 2")
        try terminal.wait("the filter") { $0.text.contains("filter queue 2_") && $0.text.contains("filter: queue 2") }
        try terminal.press("Enter")
        try terminal.type("z")
        let zoomed = try terminal.wait("the table alone") {
            !$0.text.contains("┌ round") && !$0.text.contains("┌ queue")
        }
        #expect(zoomed.text.contains("filter: queue 2"))
        try terminal.press("Enter")
        try terminal.wait("the flow") { $0.text.contains("DELIVERIES BY SIZE") }
        for step in ["the table", "all panels", "all rows"] {
            try terminal.press("Escape")
            try terminal.wait(step) { screen in
                switch step {
                case "the table": !screen.text.contains("DELIVERIES BY SIZE")
                case "all panels": screen.text.contains("┌ round")
                default: !screen.text.contains("filter: queue 2")
                }
            }
        }
        try terminal.type("q")
        try terminal.expectShell("q")
    }

    @Test func helpOpensAndCloses() throws {
        let terminal = try TmuxTerminal(width: 160, height: 60)
        try terminal.start("--paused synthetic:bulk")
        for (open, close) in [("?", "Escape"), ("F1", "F1")] {
            try terminal.press(open)
            try terminal.wait("help") { $0.text.contains("Esc leaves") && $0.text.contains("leave the program") }
            try terminal.press(close)
            try terminal.wait("the monitor") { !$0.text.contains("Esc leaves") && $0.text.contains("sessions of") }
        }
        try terminal.press("Escape")
        // An s right behind an escape would be Alt-s, which is nothing.
        try terminal.wait("a frame, for Esc never quits") { screen in
            try terminal.type("s")
            return (screen.packet ?? 0) > 0
        }
    }

    @Test func theTerminalsSizeGoesBeforeTheVariables() throws {
        let terminal = try TmuxTerminal(width: 80, height: 24)
        try terminal.type("export COLUMNS=5000 LINES=3000\n")
        try terminal.start("--paused synthetic:bulk,packets=3000")
        let run = try CommandLineRun(["synthetic:bulk,packets=3000", "--headless", "80x24"])
        try terminal.wait("a screen of its size") { $0.rows == run.screen.rows }
        try terminal.resize(width: 100, height: 30)
        try terminal.wait("another size") { $0.rows.count == 30 && $0.rows.last?.contains("[a] max-aggr") == true }
    }

    @Test func asciiIsDrawnWithoutUTF8() throws {
        let terminal = try TmuxTerminal()
        try terminal.type("export LC_ALL=C LANG=C\n")
        try terminal.start("--paused synthetic:bulk,packets=3000")
        try terminal.type("nnn")
        let screen = try terminal.wait("three rounds") { $0.round == 3 }
        #expect(screen.text.utf8.allSatisfy { $0 < 0x80 })
        #expect(screen.text.contains("queue 0"))
    }

    // MARK: - Sources

    @Test func aCaptureOnStandardInputIsWatched() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("piped.pcap", CommandLineCapture(segments: 200).bytes).path
        let terminal = try TmuxTerminal()
        try terminal.type("cat '\(file)' | \"$LRO_TOP\" --paused --queues 1 -\n")
        try terminal.wait("the program") { $0.state == "PAUSED" && $0.text.contains("stdin") }
        try terminal.type("n")
        try terminal.wait("keys to work") { $0.packet == 64 }
        try terminal.type("q")
        try terminal.expectShell("q")
    }

    @Test func aPipeThatBringsNothingDoesNotHoldKeysUp() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("piped.pcap", CommandLineCapture(segments: 200).bytes).path
        let terminal = try TmuxTerminal()
        try terminal.type("(cat '\(file)'; sleep 600) | \"$LRO_TOP\" --queues 1 -\n")
        try terminal.wait("most of what came") { ($0.packet ?? 0) > 180 }
        try terminal.type("?")
        try terminal.wait("help") { $0.text.contains("Esc leaves") }
        try terminal.press("Escape")
        try terminal.wait("the monitor") { !$0.text.contains("Esc leaves") }
        try terminal.type("q")
        // The other end of the pipe holds the shell up; it is ended from the keyboard.
        try terminal.wait("the end of the monitor") { $0.state == nil && $0.rows.contains(TmuxTerminal.before) }
        try terminal.press("C-c")
        try terminal.expectShell("q")
    }

    /// A pipe stops in the middle of a record, as one does whose writer fills its buffer first.
    @Test(arguments: [4096, 1000, 30])
    func whatCameBeforeTheRestOfARecordIsThere(size: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = CommandLineCapture(segments: 200).bytes.prefix(4096)
        for (number, start) in stride(from: 0, to: bytes.count, by: size).enumerated() {
            _ = try folder.file("\(1000 + number)", Array(bytes[start..<min(start + size, bytes.count)]))
        }
        let terminal = try TmuxTerminal()
        let pieces = "for f in '\(folder.url.path)'/1*; do cat $f; done; touch '\(folder.url.path)/done'"
        try terminal.type("(\(pieces); sleep 600) | \"$LRO_TOP\" --paused --queues 1 -\n")
        try terminal.wait("the program, and all that comes") { screen in
            screen.state == "PAUSED" && FileManager.default.fileExists(atPath: folder.url.path + "/done")
        }
        try terminal.type("ssa+")
        try terminal.wait("each key's effect") { $0.packet == 2 && $0.text.contains("max-aggr 48") }
        try terminal.type("q")
        try terminal.wait("the end of the monitor") { $0.state == nil }
        try terminal.press("C-c")
        try terminal.expectShell("q")
    }

    /// Nobody waits for the writer of a FIFO, neither for the first to come nor for one that is slow.
    @Test func aSlowFIFOHoldsNoKeyUp() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("piped.pcap", CommandLineCapture(segments: 2).bytes).path
        let terminal = try TmuxTerminal(height: 60)
        try terminal.type("mkfifo '\(folder.url.path)/fifo'\n")
        for writer in [
            "sleep 600", "for b in 1 2 3 4 5; do dd bs=1 count=1 2>/dev/null; sleep 1; done <'\(file)'; sleep 600",
        ] {
            try terminal.type("(\(writer)) >'\(folder.url.path)/fifo' &\n\"$LRO_TOP\" '\(folder.url.path)/fifo'\n")
            try terminal.wait("the program") { $0.state == "RUNNING" }
            try terminal.type("?")
            try terminal.wait("help") { $0.text.contains("Esc leaves") }
            try terminal.type("?a+")
            try terminal.wait("a knob") { $0.text.contains("max-aggr 48") }
            try terminal.type("q")
            try terminal.wait("the end of the monitor") { $0.state == nil }
            try terminal.type("kill %1; wait; clear; echo \(TmuxTerminal.before.replacing(" ", with: "\\ "))\n")
            try terminal.wait("the shell") { $0.rows.contains(TmuxTerminal.before) }
        }
    }

    @Test func whatEndedTheSourceIsSaidAgainAtTheEnd() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("cut.pcap", CommandLineCapture(segments: 20).bytes.dropLast(9)).path
        let terminal = try TmuxTerminal(width: 160)
        try terminal.start("'\(file)'; echo code $?")
        try terminal.wait("the fault") { $0.state == "END" && $0.text.contains("packet 20") }
        try terminal.type("q")
        let screen = try terminal.wait("the shell") { $0.state == nil && $0.rows.contains("code 65") }
        let text = screen.text.replacing("\n", with: "")
        #expect(text.contains("cut.pcap: packet 20"))
        #expect(text.components(separatedBy: "packet 20:").count == 2, "it is said once")
    }

    @Test func sourcesThatCannotBeOpenedDoNotTouchTheScreen() throws {
        let terminal = try TmuxTerminal()
        try terminal.type("\"$LRO_TOP\" /nowhere/no.pcap\n")
        try terminal.wait("the message") { $0.text.contains("/nowhere/no.pcap: cannot be opened") }
        try terminal.expectShell("a file that is not there")
    }
}
