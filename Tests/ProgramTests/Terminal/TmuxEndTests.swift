import Foundation
import Testing

extension TmuxTests {
    /// However the monitor ends, the terminal is given back.
    struct Ends {
        @Test(arguments: ["q", "F10", "C-c"], ["--paused synthetic:mixed", "synthetic:mixed"])
        func byAKey(key: String, arguments: String) throws {
            let terminal = try TmuxTerminal()
            try terminal.start(arguments)
            try terminal.press(key)
            try terminal.expectShell(key)
        }

        /// All signals that end a process unless it handles them, but for KILL.
        static let deadly: [Int32] =
            [
                SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2, SIGALRM,
                SIGTERM, SIGSTKFLT, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS,
            ] + Array(firstRealTime...lastRealTime)
        private static let firstRealTime: Int32 = 34
        private static let lastRealTime: Int32 = 64

        /// The process dies by the signal, as the shell sees, and the terminal is as it was.
        @Test(arguments: [0, 1, 2])
        func byASignal(third: Int) throws {
            let terminal = try TmuxTerminal(width: 80, height: 24)
            try terminal.type("ulimit -c 0\n")
            for signal in Self.deadly where Int(signal) % 3 == third {
                try terminal.type("clear; \"$LRO_TOP\" synthetic:mixed\n")
                try terminal.wait("the program, for signal \(signal)") { ($0.packet ?? 0) > 0 }
                #expect(try terminal.modes() == "alternate 1 cursor 0 mouse 1")
                kill(try #require(try terminal.foreground()), signal)
                try terminal.wait("the shell after signal \(signal)") { _ in try terminal.foreground() == nil }
                #expect(try terminal.modes() == "alternate 0 cursor 1 mouse 0", "signal \(signal)")
                let modes = "$(stty -a | tr -s '; ' '\\n\\n' | grep -cx -e echo -e icanon -e isig -e opost)"
                try terminal.type("echo \"signal $(($? - 128)) modes \(modes)\"\n")
                try terminal.wait("how signal \(signal) ended it") { $0.rows.contains("signal \(signal) modes 4") }
            }
        }

        /// A write that fails is told, and what says so is no reason to die.
        @Test func notByAPipeOrALimit() throws {
            let terminal = try TmuxTerminal()
            try terminal.start("--paused synthetic:mixed")
            for signal in [SIGPIPE, SIGXFSZ] { kill(try #require(try terminal.foreground()), signal) }
            try terminal.type("n")
            try terminal.wait("keys to work") { $0.round == 1 || $0.packet == 64 || ($0.packet ?? 0) > 0 }
            try terminal.type("q")
            try terminal.expectShell("q")
        }

        @Test func aReaderOfDeliveriesThatLeavesIsTold() throws {
            let folder = try TemporaryFolder()
            let fifo = folder.url.appendingPathComponent("fifo").path
            let terminal = try TmuxTerminal(width: 160)
            try terminal.type("mkfifo '\(fifo)'; head -c 100 '\(fifo)' >/dev/null &\n")
            try terminal.start("synthetic:mixed")
            try terminal.type("W")
            try terminal.wait("the prompt") { $0.text.contains("lro-top-delivered.pcapng_") }
            try terminal.type(String(repeating: "\u{7F}", count: 24))
            try terminal.type("\(fifo)\n")
            try terminal.wait("the fault") { $0.text.contains("cannot be written: Broken pipe") }
            try terminal.type("q")
            try terminal.wait("the shell") { $0.state == nil && $0.text.contains("shell>") }
            #expect(try terminal.modes() == "alternate 0 cursor 1 mouse 0")
        }

        /// Where there is no second screen the shell goes on below the last picture.
        @Test(arguments: ["linux", "vt100", "ansi"], ["q", "USR1", "TERM"])
        func belowTheLastPicture(type: String, end: String) throws {
            let terminal = try TmuxTerminal(width: 80, height: 24)
            try terminal.type("TERM=\(type) \"$LRO_TOP\" --paused\n")
            let picture = try terminal.wait("the program") { $0.knobs != nil && $0.state != nil }
            if end == "q" {
                try terminal.type("q")
            } else {
                let process = try #require(try terminal.foreground())
                kill(process, end == "TERM" ? SIGTERM : SIGUSR1)
            }
            let screen = try terminal.wait("the shell") { $0.rows.last?.hasPrefix("shell>") == true }
            // The picture has moved up by the lines that the shell wrote.
            let footer = try #require(picture.rows.last)
            #expect(screen.rows.dropLast().contains(footer))
            #expect(try terminal.modes() == "alternate 0 cursor 1 mouse 0")
        }

        @Test func theShellSeesWhichSignal() throws {
            let terminal = try TmuxTerminal()
            try terminal.type("\"$LRO_TOP\" --paused; echo code $?\n")
            try terminal.wait("the program") { $0.state != nil }
            let process = try #require(try terminal.foreground())
            kill(process, SIGTERM)
            try terminal.wait("the code") { $0.rows.contains("code \(128 + SIGTERM)") }
        }

        @Test func aStoppedMonitorComesBack() throws {
            let terminal = try TmuxTerminal()
            let source = "synthetic:bulk,packets=3000"
            try terminal.start("--paused \(source)")
            try terminal.type("nnn")
            let before = try CommandLineRun([source, "--headless", "120x40", "--keys", "n*3"]).screen
            try terminal.wait("three rounds") { $0.rows == before.rows }
            for _ in 0..<2 {
                try terminal.press("C-z")
                try terminal.wait("the shell") { $0.state == nil && $0.rows.contains(TmuxTerminal.before) }
                try terminal.expectShell("a stop")
                try terminal.type("clear; echo before\\ the\\ program; fg\n")
                try terminal.wait("the same screen") { $0.rows == before.rows }
                #expect(try terminal.modes().hasPrefix("alternate 1 cursor 0"))
            }
            try terminal.type("s")
            try terminal.wait("keys to work") { $0.packet == (before.packet ?? 0) + 1 }
            try terminal.type("q")
            try terminal.expectShell("q")
        }

        @Test func aSizeChangedWhileStoppedIsSeen() throws {
            let terminal = try TmuxTerminal()
            try terminal.start("--paused synthetic:bulk,packets=3000")
            try terminal.press("C-z")
            try terminal.wait("the shell") { $0.state == nil && $0.rows.contains(TmuxTerminal.before) }
            try terminal.resize(width: 80, height: 24)
            try terminal.type("fg\n")
            let run = try CommandLineRun(["synthetic:bulk,packets=3000", "--headless", "80x24"])
            try terminal.wait("the screen in its new size") { $0.rows == run.screen.rows }
        }
    }
}
