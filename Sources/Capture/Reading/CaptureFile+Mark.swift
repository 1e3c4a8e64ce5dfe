import Frames

/// The way back in a capture file.
extension CaptureFile {
    /// A place in a capture file that is no pipe.
    struct Mark: Sendable {
        /// How many packets are before it.
        let packets: UInt64
        /// Where in the file the next packet is looked for.
        let position: Int
        /// See the file's `fallback`.
        fileprivate let fallback: Int
        /// Where the reader of plain records is, which stays behind while libpcap reads.
        fileprivate let records: RecordReader.Mark?
    }

    /// The place where the file is.
    var mark: Mark {
        let place: RecordReader.Mark? =
            switch records {
            case .some(let reader): reader.mark
            case nil: nil
            }
        return Mark(packets: packets, position: position, fallback: fallback, records: place)
    }

    /// Goes to a mark of this file.
    ///
    /// That takes the same time anywhere, but for packed files, and pcapng files of which all is left to libpcap: these
    /// are read anew up to the mark.
    ///
    /// - Throws: That the file has changed since the mark was made, and cannot be read up to it.
    mutating func seek(to mark: Mark) throws(SourceError) {
        if pipe != nil { return try advance(to: mark.packets) }
        // In the middle of its turn it may have learnt more.
        if fallback > 0 { descriptionsOfLibpcap = nil }
        (packets, fallback) = (mark.packets, mark.fallback)
        if let place = mark.records { records?.seek(to: place) }
        if fallback == .max {
            if file?.isPcapng == true {
                try reopen()
                try skip(packets)
            } else if !libpcap.seek(to: mark.position) {
                throw damage(SourceError.lastFault())
            }
        } else if fallback > 0 {
            try moveLibpcapToRecords()
            try skip(UInt64(fallbackLength - fallback))
        }
    }

    /// Goes so many packets behind the beginning of a packed file, from where it is if that is not behind them.
    private mutating func advance(to number: UInt64) throws(SourceError) {
        let isAhead = !isOver && number >= packets
        // Where a step fails, the next one begins anew.
        isOver = true
        if !isAhead, let file {
            packets = 0
            try pipe?.unpack(file)
            try reopen()
        }
        let before = packets
        packets = number
        try skip(number - before)
        isOver = false
    }

    /// Has libpcap go on where the reader of plain records is, with the interfaces that are known there.
    mutating func moveLibpcapToRecords() throws(SourceError) {
        guard let position = records?.position, let descriptions = records?.descriptions else { return }
        if !descriptions.isEmpty, descriptions != descriptionsOfLibpcap {
            try reopen()
            for description in descriptions where description >= libpcap.position {
                guard libpcap.seek(to: description) else { throw damage(SourceError.lastFault()) }
                // It takes in all descriptions up to the next packet.
                try skip(1)
            }
            descriptionsOfLibpcap = descriptions
        }
        guard libpcap.seek(to: position) else { throw damage(SourceError.lastFault()) }
    }

    /// Has libpcap begin anew, so that it knows no more than what the file begins with.
    private mutating func reopen() throws(SourceError) {
        guard let input = pipe ?? file.map({ FileBytes($0) as any CaptureInput }) else { return }
        let before = link
        libpcap = try PcapReader(input, name: name)
        guard link == before else { throw damage(Self.change) }
    }

    private static let change = "the file has changed while it was read"

    /// Passes over so many packets, which libpcap has read before.
    private mutating func skip(_ packets: UInt64) throws(SourceError) {
        for _ in 0..<packets {
            guard libpcap.next({ _, _, _ in }) == .packet else {
                throw damage(Self.change)
            }
        }
    }
}
