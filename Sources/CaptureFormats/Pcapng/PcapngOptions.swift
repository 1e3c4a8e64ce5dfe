import PlainText

extension Span<UInt8> {
    /// Hands out the options of a pcapng block, of which this is all, up to their end or a broken one.
    @inline(__always)
    func forEachOption(isSwapped: Bool, _ body: (_ code: UInt16, _ value: Span<UInt8>) -> Void) {
        var rest = self
        while rest.count >= 4 {
            let code = rest.halfWord(at: 0, isSwapped: isSwapped)
            let length = Int(rest.halfWord(at: 2, isSwapped: isSwapped))
            rest = rest.extracting(droppingFirst: 4)
            guard code != PcapngCode.Option.end, length <= rest.count else { return }
            body(code, rest.extracting(first: length))
            rest = rest.extracting(droppingFirst: (length &+ 3) & ~3)
        }
    }

    /// The 64-bit word at `place` in the byte order of this machine, or the other; traps outside the span.
    func doubleWord(at place: Int, isSwapped: Bool) -> UInt64 {
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        return isSwapped ? word.byteSwapped : word
    }

    /// The bytes as text, control characters made visible.
    var harmlessText: String {
        unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self).harmless }
    }
}
