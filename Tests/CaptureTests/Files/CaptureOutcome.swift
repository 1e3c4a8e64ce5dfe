import Capture
import Frames

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
    var fallbacks = 0

    /// Reads the file at `path` to its end.
    init(_ path: String, tuning: CaptureFile.ReadTuning = .init()) {
        do throws(SourceError) {
            var file = try CaptureFile(path: path, tuning: tuning)
            snapLength = file.snapLength
            defer { fallbacks = file.fallbacks }
            while try file.next({ bytes, wireLength, time in
                packets.append(
                    Packet(bytes: bytes.indices.map { bytes[$0] }, wireLength: wireLength, time: time))
            }) {}
        } catch {
            fault = error
        }
    }

    /// Reads the file at `path` to its end in batches of so many raw frames.
    init(_ path: String, tuning: CaptureFile.ReadTuning, batchCapacity: Int) {
        var batch = FrameBatch(capacity: batchCapacity)
        do throws(SourceError) {
            var source = try CaptureSource(path: path, tuning: tuning)
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

    /// The fastest tuning, and such as have records cut by blocks everywhere and go to libpcap and back at once.
    static let tunings: [CaptureFile.ReadTuning] = [
        .init(), .init(blockSize: 96, fallback: 1), .init(blockSize: 333, fallback: 2),
        .init(blockSize: 4_096, fallback: 1),
    ]

    /// The ways in which the file at `path` does not read as packet by packet, and through libpcap alone where that is
    /// asked, with what came out.
    static func differences(_ path: String) -> [String] {
        var expected = CaptureOutcome(path, tuning: .init(blockSize: nil))
        let ways = tunings.flatMap { tuning in [nil, 3, 1024].map { (tuning: tuning, batch: $0) } }
        return ways.compactMap { tuning, batch in
            let outcome =
                batch.map { CaptureOutcome(path, tuning: tuning, batchCapacity: $0) }
                ?? CaptureOutcome(path, tuning: tuning)
            expected.fallbacks = outcome.fallbacks
            guard outcome != expected else { return nil }
            let place = zip(outcome.packets, expected.packets).enumerated().first { $1.0 != $1.1 }?.offset
            let (count, fault) = (outcome.packets.count, outcome.fault?.description ?? "no fault")
            let expectation = "\(expected.packets.count) packets, \(expected.fault?.description ?? "no fault")"
            let way = batch.map { "\(tuning), batches of \($0)" } ?? "\(tuning)"
            return "\(way): \(count) packets, \(fault), unlike \(expectation); first difference \(place ?? count)"
        }
    }
}
