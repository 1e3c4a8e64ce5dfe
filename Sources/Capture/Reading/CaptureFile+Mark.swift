import CaptureFormats
import Frames

/// The way back in a capture file.
extension CaptureFile {
    /// A place in a capture file that is no pipe.
    struct Mark: Sendable {
        /// How many packets are before it.
        let packets: UInt64
        /// Where in the file the next packet is looked for.
        let position: Int
        fileprivate let place: Place
    }

    /// Where the reader of a file is.
    fileprivate enum Place: Sendable {
        case pcap(PcapFile.Mark)
        case pcapng(RecordReader<PcapngBlocks>.Mark)
        /// Of a packed file only the number of packets counts.
        case packed
    }

    /// The place where the file is.
    var mark: Mark { Mark(packets: packets, position: position, place: place) }

    private var place: Place {
        if pipe != nil { return .packed }
        switch pcapng {
        case .some(let capture): return .pcapng(capture.reader.mark)
        case nil: break
        }
        switch pcap {
        case .some(let capture): return .pcap(capture.mark)
        case nil: return .packed
        }
    }

    /// Goes to a mark of this file.
    ///
    /// That takes the same time anywhere, but for packed files, which are read anew up to the mark.
    ///
    /// - Throws: That the file has changed since the mark was made, and cannot be read up to it.
    mutating func seek(to mark: Mark) throws(SourceError) {
        switch mark.place {
        case .packed: return try advance(to: mark.packets)
        case .pcapng(let place): pcapng?.seek(to: place)
        case .pcap(let place): if pcap?.seek(to: place) == false { throw damage(SourceError.lastFault()) }
        }
        packets = mark.packets
        (isOver, isTurning) = (false, false)
    }

    /// Goes so many packets behind the beginning of a packed file, from where it is if that is not behind them.
    private mutating func advance(to number: UInt64) throws(SourceError) {
        let isAhead = !isOver && number >= packets
        // Where a step fails, the next one begins anew.
        isOver = true
        if !isAhead, let file, let pipe {
            packets = 0
            try pipe.unpack(file)
            if pcapng != nil {
                pcapng = try PcapngFile(pipe, name: name, selection: selection, blockSize: 1 << 16)
            } else {
                pcap = try PcapFile(pipe, name: name, file: nil, tuning: tuning)
            }
        }
        while packets < number {
            do throws(SourceError) {
                let wanted = Int(clamping: number - packets)
                if try forEach(atMost: wanted, { _, _, _ in true }) > 0 { continue }
            } catch {}
            isOver = true
            throw damage("the file has changed while it was read")
        }
        isOver = false
    }
}
