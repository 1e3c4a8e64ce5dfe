import Traffic

/// All that a capture file hands out, and how it ends.
struct CaptureOutcome: Equatable {
    struct Packet: Equatable {
        var bytes: [UInt8]
        var wireLength: Int
        var time: Int64
    }

    var packets: [Packet] = []
    var snapLength: Int?
    var fault: SourceError?
    /// How often libpcap was asked for a packet.
    var detours = 0

    /// Reads the file at `path` to its end.
    init(_ path: String, pace: CaptureFile.Pace = .init()) {
        do throws(SourceError) {
            var file = try CaptureFile(path: path, pace: pace)
            snapLength = file.snapLength
            defer { detours = file.detours }
            while try file.next({ bytes, wireLength, time in
                packets.append(
                    Packet(bytes: bytes.indices.map { bytes[$0] }, wireLength: wireLength, time: time))
            }) {}
        } catch {
            fault = error
        }
    }

    /// Reads the file at `path` to its end in batches of so many raw frames.
    init(_ path: String, pace: CaptureFile.Pace, batchCapacity: Int) {
        var batch = FrameBatch(capacity: batchCapacity)
        do throws(SourceError) {
            let source = try CaptureSource(path: path, pace: pace)
            snapLength = source.facts.snapLength
            while try source.read(into: &batch) {
                batch.withRawFrames { frames in
                    for place in batch.indices {
                        let record = frames.record(at: place)
                        // Frames are numbered from batch to batch.
                        let isNext = record.index == UInt64(packets.count)
                        packets.append(
                            Packet(
                                bytes: Array(batch.frame(at: place)), wireLength: Int(record.wireLength),
                                time: isNext ? record.time : .min))
                    }
                }
            }
        } catch {
            fault = error
        }
    }

    /// The fastest pace, and such as have records cut by blocks everywhere and go to libpcap and back at once.
    static let paces: [CaptureFile.Pace] = [
        .init(), .init(blockSize: 96, detour: 1), .init(blockSize: 333, detour: 2), .init(blockSize: 4_096, detour: 1),
    ]

    /// The ways in which the file at `path` does not read as through libpcap alone, packet by packet or in batches, with
    /// what came out.
    static func differences(_ path: String) -> [String] {
        var expected = CaptureOutcome(path, pace: .init(blockSize: nil))
        let ways = paces.flatMap { pace in [nil, 3, 1024].map { (pace: pace, batch: $0) } }
        return ways.compactMap { pace, batch in
            let outcome =
                batch.map { CaptureOutcome(path, pace: pace, batchCapacity: $0) } ?? CaptureOutcome(path, pace: pace)
            expected.detours = outcome.detours
            guard outcome != expected else { return nil }
            let place = zip(outcome.packets, expected.packets).enumerated().first { $1.0 != $1.1 }?.offset
            let (count, fault) = (outcome.packets.count, outcome.fault?.description ?? "no fault")
            let expectation = "\(expected.packets.count) packets, \(expected.fault?.description ?? "no fault")"
            let way = batch.map { "\(pace), batches of \($0)" } ?? "\(pace)"
            return "\(way): \(count) packets, \(fault), unlike \(expectation); first difference \(place ?? count)"
        }
    }
}
