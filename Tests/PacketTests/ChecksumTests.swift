import Packet
import Testing

@Suite("Checksum")
struct ChecksumTests {
    @Test("sums the example of RFC 1071")
    func rfc1071() {
        let sum = Checksum([UInt8](hex: "0001 f203 f4f5 f6f7").span)
        #expect(sum.folded == 0xddf2)
        #expect(sum.field == 0x220d)
        #expect(!sum.isValid)
    }

    @Test("of an IPv4 header is valid with its field, and gives the field without it")
    func ipv4Header() {
        var header = [UInt8](hex: "4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7")
        #expect(Checksum(header.span).isValid)
        header.store(0, at: 10)
        #expect(Checksum(header.span).field == 0xb861)
    }

    @Test("pads an odd last byte with zero")
    func oddLength() {
        #expect(Checksum([0x12, 0x34, 0x56].span) == Checksum([0x12, 0x34, 0x56, 0x00].span))
    }

    @Test("of nothing is empty")
    func empty() {
        #expect(Checksum().folded == 0)
        #expect(Checksum([UInt8]().span).field == 0xffff)
    }

    @Test("adds a 32-bit word as its halves")
    func words() {
        var whole = Checksum()
        whole.add(UInt32(0x1234_5678))
        var halves = Checksum()
        halves.add(UInt16(0x1234))
        halves.add(UInt16(0x5678))
        #expect(whole.folded == halves.folded)
    }

    @Test("of parts adds up to that of the whole, wherever it is cut", arguments: 0..<50 as Range<UInt64>)
    func parts(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = random.bytes(Int.random(in: 0...3_000, using: &random))
        let cut = Int.random(in: 0...bytes.count, using: &random)
        var sum = Checksum(bytes.span.extracting(..<cut))
        sum.add(Checksum(bytes.span.extracting(cut...)), oddOffset: !cut.isMultiple(of: 2))
        #expect(sum.folded == Checksum(bytes.span).folded, "cut at \(cut) of \(bytes.count)")
    }

    @Test("takes a part away again", arguments: 0..<50 as Range<UInt64>)
    func subtraction(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let kept = Checksum((random.bytes(40) + [1]).span)
        let part = Checksum(random.bytes(Int.random(in: 1...1_500, using: &random)).span)
        var sum = kept
        sum.add(part)
        sum.subtract(part)
        #expect(sum.folded == kept.folded)
    }

    @Test("does not lose carries over a very long sum")
    func carries() {
        var sum = Checksum()
        for _ in 0..<100_000 { sum.add(UInt32.max) }
        #expect(sum.folded == 0xffff)
    }

    @Test("of a frame that Linux sent is right, over IPv4 and IPv6", arguments: RecordedFrame.allCases)
    func recorded(frame: RecordedFrame) {
        let bytes = [UInt8](hex: frame.rawValue)
        #expect(bytes.parsed(verifying: true).facts.isDisjoint(with: .refusals))
        for place in 26..<bytes.count {
            var wrong = bytes
            wrong[place] ^= 0x10
            let facts = wrong.parsed(verifying: true).facts
            #expect(!facts.isDisjoint(with: .refusals), "byte \(place) is wrong")
        }
    }
}
