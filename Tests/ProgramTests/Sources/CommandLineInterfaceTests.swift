import Testing

/// Choosing one interface of a capture.
struct CommandLineInterfaceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A pcapng capture of Ethernet interfaces, with so many frames of each.
    private func pcapng(_ interfaces: [(name: String, frames: Int)]) throws -> String {
        var capture = CommandLinePcapng(interfaces: interfaces.map(\.name))
        for (number, interface) in interfaces.enumerated() {
            for place in 0..<interface.frames {
                let frame = CommandLineCapture.segment(
                    ports: (UInt16(40_000 + number), 5_201), sequence: UInt32(1_000 + 100 * place), payload: 100)
                capture.add(frame, interface: number)
            }
        }
        return try folder.file("several.pcapng", capture.bytes).path
    }

    /// A Linux cooked capture of version 2, with a frame of the interface of each index.
    private func cooked(_ indices: [UInt8]) throws -> String {
        var capture = CommandLineCapture(link: 276)
        for (place, index) in indices.enumerated() {
            let packet = CommandLineCapture.segment(sequence: UInt32(1_000 + 100 * place), payload: 100).dropFirst(14)
            capture.add([8, 0, 0, 0, 0, 0, 0, index, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + packet)
        }
        return try folder.file("cooked.pcap", capture.bytes).path
    }

    private func received(_ arguments: String...) throws -> Int {
        let run = try CommandLineRun(["report", "--receiver", "all"] + arguments)
        #expect(run.ending == .exit(0) && run.error.isEmpty, "\(run.errorText)")
        return Int(run.text.firstMatch(of: #/received (\d+) /#)?.1 ?? "") ?? -1
    }

    @Test func theReportNamesThem() throws {
        let file = try pcapng([("eth0", 3), ("wlan0", 2)])
        let run = try CommandLineRun(["report", file])
        #expect(run.lines.contains("interfaces: 0 eth0 (ethernet) 3 frames · 1 wlan0 (ethernet) 2 frames"))
        let interfaces = try ReportObject(try CommandLineRun(["report", "--json", file]).output).source.objects(
            "interfaces")
        #expect(
            interfaces.map { $0.number("frames") } == [3, 2] && interfaces.map { $0.number("left_out") } == [0, 0])
        #expect(interfaces.map { $0.value("name") as? String } == ["eth0", "wlan0"])
    }

    @Test func oneIsChosenByNumberOrName() throws {
        let file = try pcapng([("eth0", 3), ("wlan0", 2)])
        #expect(try received(file) == 5)
        #expect(try received(file, "--from-interface", "0") == 3)
        #expect(try received(file, "--from-interface", "1") == 2)
        #expect(try received(file, "--from-interface", "wlan0") == 2)
        // Each of several captures has its own.
        #expect(try received(file, file, "--from-interface", "wlan0") == 4)
        for wrong in ["2", "wlan", "-1"] {
            let run = try CommandLineRun(["report", file, "--from-interface", wrong])
            expectSentence(run, code: 64)
            #expect(run.errorText.contains("no interface \"\(wrong)\": there are 0 (eth0), 1 (wlan0)"))
        }
    }

    @Test func framesOfCookedCapturesTellTheirs() throws {
        let file = try cooked([2, 3, 2, 2, 7])
        #expect(try received(file) == 5)
        #expect(try received(file, "--from-interface", "2") == 3)
        #expect(try received(file, "--from-interface", "7") == 1)
        let chosen = try CommandLineRun(["report", file, "--from-interface", "3"])
        #expect(chosen.lines.contains("4 of 5 frames are of other interfaces."))
        let none = try CommandLineRun(["report", file, "--from-interface", "5"])
        #expect(none.ending == .exit(0) && none.text.contains("received 0 "))
        #expect(none.text.contains("No frame is of interface 5: they are of 2, 3, 7."))
        for wrong in ["eth0", "0"] {
            let named = try CommandLineRun(["report", file, "--from-interface", wrong])
            expectSentence(named, code: 64)
            #expect(named.errorText.contains("tells the number of an interface, not its name; a number from 1 on is"))
        }
    }

    /// As tcpdump counts none: the header of each frame says which it is of.
    @Test func theReportNamesThoseOfCookedCaptures() throws {
        let file = try cooked([2, 3, 2, 2, 7])
        let run = try CommandLineRun(["report", file])
        #expect(
            run.text.contains("interfaces: index 2 (linux-cooked-2) 3 frames · index 3 (linux-cooked-2) 1 frame · "))
        let report = try ReportObject(try CommandLineRun(["report", "--json", file]).output)
        let interfaces = report.source.objects("interfaces")
        #expect(interfaces.map { $0.value("name") as? String } == ["index 2", "index 3", "index 7"])
        #expect(
            interfaces.map { $0.number("index") } == [2, 3, 7] && interfaces.map { $0.number("frames") } == [3, 1, 1])
    }

    @Test func otherSourcesHaveNone() throws {
        let plain = try folder.file("plain.pcap", CommandLineCapture(segments: 3).bytes).path
        for arguments in [["report", plain], ["trace", plain, plain], ["--headless", "80x24", plain]] {
            let run = try CommandLineRun(arguments + ["--from-interface", "0"])
            expectSentence(run, code: 64)
            #expect(run.errorText.contains("it names no interfaces"))
        }
        let made = try CommandLineRun(["report", "synthetic:bulk,packets=9", "--from-interface", "eth0"])
        expectSentence(made, code: 64)
        #expect(made.errorText.contains("synthetic traffic names no interfaces"))
    }

    @Test func unmergeTakesItToo() throws {
        let file = try pcapng([("eth0", 3), ("wlan0", 2)])
        let output = folder.url.appendingPathComponent("out.pcapng").path
        let run = try CommandLineRun(["unmerge", file, "-o", output, "--from-interface", "eth0"])
        #expect(run.ending == .exit(0) && run.errorText.contains("3 packets written"))
    }
}
