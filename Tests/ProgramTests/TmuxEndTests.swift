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

        @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGINT, SIGQUIT, SIGABRT, SIGILL])
        func byASignal(signal: Int32) throws {
            let terminal = try TmuxTerminal()
            try terminal.type("ulimit -c 0\n")
            try terminal.start("synthetic:mixed")
            try terminal.type("}}}")
            try terminal.wait("it to run") { ($0.packet ?? 0) > 100 }
            let process = try #require(try terminal.foreground())
            kill(process, signal)
            try terminal.expectShell("signal \(signal)")
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
