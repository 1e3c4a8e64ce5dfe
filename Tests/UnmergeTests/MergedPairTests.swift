import Frames
import Packet
import TestSupport
import Testing
import Unmerge

/// Captures of hosts that merge, cut and compared with what was recorded on the wire.
@Suite("Merged pairs", .enabled(if: !MergedPair.all.isEmpty))
struct MergedPairTests {
    /// The frames of a capture cut, the cut of each packet, and the counts.
    private struct Outcome {
        var frames: [TestFrame] = []
        var cuts: [Int: String] = [:]
        var counts = UnmergeCounts()
        let link: LinkType

        init(_ frames: [TestFrame], link: LinkType, gsoSizes: [Int?] = []) {
            self.link = link
            var unmerger = Unmerger(SizeEvidence(of: frames, link: link))
            for (index, frame) in frames.enumerated() {
                let told = index < gsoSizes.count ? gsoSizes[index] : nil
                guard let segmenter = unmerger.segments(of: frame, link: link, gsoSize: told) else {
                    self.frames.append(frame)
                    continue
                }
                cuts[index] = "\(segmenter.size) \(segmenter.confidence.rawValue)"
                self.frames += segmenter.frames(of: frame)
            }
            counts = unmerger.counts
        }

        /// How many packets of the wire are there as they were.
        func exact(_ wire: TestCapture, where isCounted: (TCPFlags) -> Bool = { _ in true }) -> Int {
            let cut = frames.tally(link, where: isCounted)
            return wire.frames.tally(wire.link, where: isCounted).reduce(0) { $0 + min($1.value, cut[$1.key] ?? 0) }
        }
    }

    @Test(arguments: MergedPair.all)
    func segmentsAreThoseOfTheWire(pair: MergedPair) throws {
        let (host, wire) = (try #require(pair.host), try #require(pair.wire))
        let outcome = Outcome(host.frames, link: host.link)
        #expect(outcome.cuts == pair.cuts)
        #expect(outcome.counts.uncertain == pair.number("uncertain"))
        #expect(outcome.exact(wire) >= pair.number("exact") ?? .max)
    }

    /// The options ignored, the flows' own packets must tell.
    @Test(arguments: MergedPair.all)
    func sizesAreToldWithoutOptions(pair: MergedPair) throws {
        let (host, wire) = (try #require(pair.host), try #require(pair.wire))
        let outcome = Outcome(host.frames.map { $0.withoutMSS(host.link) }, link: host.link)
        #expect(outcome.counts.packets[.observed] ?? 0 == pair.number("nosyn_observed"))
        #expect(outcome.counts.packets[.guess] ?? 0 == pair.number("nosyn_guess"))
        #expect(outcome.counts.uncertain == pair.number("nosyn_uncertain"))
        let exact = outcome.exact(wire) { !$0.contains(.syn) }
        #expect(exact >= pair.number("exact_without_syn_frames") ?? .max)
    }

    /// The kernel's own word, where it was recorded, is right for every packet.
    @Test(arguments: MergedPair.all)
    func theKernelTellsTheSizes(pair: MergedPair) throws {
        let (host, wire, sizes) = (try #require(pair.host), try #require(pair.wire), pair.gsoSizes)
        guard let merged = pair.number("true_super") else { return }
        let outcome = Outcome(host.frames, link: host.link, gsoSizes: sizes)
        #expect(outcome.counts.packets == [.gso: merged])
        #expect(outcome.exact(wire) >= pair.number("exact") ?? .max)
        if pair.name == "23-short" { #expect(outcome.exact(wire) == pair.number("wire_tcp")) }
    }
}
