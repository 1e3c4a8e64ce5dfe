import Foundation
import Testing

/// The timeline that `w` writes beside its page, the glyphs of that page, and what a trace tells of the same packets.
struct TimelineFileTests {
    private let folder: TemporaryFolder
    private let options = """
        many.pcap --receiver all --queues 1 --arrivals recorded --rx-usecs 35 --flush timeout=120 --cost costs.toml
        """

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.file("many.pcap", CommandLineCapture(segments: 60).bytes)
        let costs = "interrupt = 900\npoll = 300\nframe = 3000\nskb = 500\ndelivery = 2100\nbyte-ps = 0\n"
        _ = try folder.file("costs.toml", Array(costs.utf8))
    }

    private func run(_ command: String) throws -> CommandLineRun {
        let run = try CommandLineRun(shell: "cd '\(folder.url.path)' && \"$LRO_TOP\" \(command)")
        #expect(run.ending == .exit(0), "\(run.errorText)")
        return run
    }

    /// The screen and the snapshot that are written once keys have led to a timeline.
    private func written(_ keys: String) throws -> (screen: String, timeline: [String: Any]) {
        let keys = "\(keys) w backspace*40 o u t enter"
        _ = try run("\(options) --headless 120x40 --keys '\(keys)'")
        let json = try Data(contentsOf: folder.url.appendingPathComponent("out.json"))
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        let screen = try String(contentsOf: folder.url.appendingPathComponent("out.txt"), encoding: .utf8)
        return (screen, try #require(object["timeline"] as? [String: Any]))
    }

    @Test func itTellsTheTimesOfTheTrace() throws {
        let packets = try #require(try written("n*99 enter enter").timeline["packets"] as? [[String: Any]])
        var told: [Int: [Int]] = [:]
        for packet in packets {
            let times = try ["arrived", "taken", "listed", "held_until", "at"].map { try #require(packet[$0] as? Int) }
            told[try #require(packet["packet"] as? Int)] = times
        }
        var traced: [Int: [Int]] = [:]
        for line in try run("trace \(options)").text.split(separator: "\n") {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            guard let frames = object["packets"] as? [Int] else { continue }
            let lists = try ["arrived", "taken", "moderation"].map { try #require(object[$0] as? [Int]) }
            for (place, frame) in frames.enumerated() {
                traced[frame] = [
                    lists[0][place], lists[1][place], lists[0][place] + lists[2][place],
                    try #require(object["held_until"] as? Int), try #require(object["at"] as? Int),
                ]
            }
        }
        #expect(told == traced && told.count == 60)
    }

    @Test(arguments: ["n*12 enter enter", "n*12 enter enter + h", "s*25 enter enter -"])
    func theGlyphsAreItsNumbers(keys: String) throws {
        let (screen, timeline) = try written(keys)
        let packets = try #require(timeline["packets"] as? [[String: Any]])
        let now = try #require(timeline["now"] as? Int)
        let lines = screen.split(separator: "\n").map(String.init)
        let scale = try #require(lines.lazy.compactMap(scale).first)
        var compared = 0
        for packet in packets {
            let number = try #require(packet["packet"] as? Int)
            // A bar that leaves the screen is cut.
            guard let row = lines.first(where: { $0.hasPrefix("│ #\(number) ") }),
                let bar = row.components(separatedBy: " 1448 ").last, bar.hasPrefix(" ") || bar.hasPrefix("┊"),
                bar.contains("▶") || bar.contains("…")
            else { continue }
            let keys = ["arrived", "listed", "taken", "held_until", "at"]
            let columns = keys.map { (packet[$0] as? Int).map { $0 / scale } }
            for (place, glyph) in "·▒█▓".enumerated() {
                guard let from = columns[place] else { continue }
                #expect(row.count { $0 == glyph } == (columns[place + 1] ?? now / scale) - from, "\(glyph) of \(row)")
            }
            compared += 1
        }
        #expect(compared > 1)
    }

    /// The nanoseconds of a column, in the line that tells them.
    private func scale(_ line: String) -> Int? {
        guard let words = line.components(separatedBy: "1 column = ").dropFirst().first?.split(separator: " "),
            let number = Int(words[0]), let unit = ["ns": 1, "µs": 1_000, "ms": 1_000_000][words[1]]
        else { return nil }
        return number * unit
    }
}
