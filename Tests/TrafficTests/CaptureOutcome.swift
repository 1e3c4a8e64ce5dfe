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

    /// The fastest pace, and such as have records cut by blocks everywhere and go to libpcap and back at once.
    static let paces: [CaptureFile.Pace] = [
        .init(), .init(blockSize: 96, detour: 1), .init(blockSize: 333, detour: 2), .init(blockSize: 4_096, detour: 1),
    ]

    /// The paces with which the file at `path` does not read as through libpcap alone, with what came out.
    static func differences(_ path: String) -> [String] {
        var expected = CaptureOutcome(path, pace: .init(blockSize: nil))
        return paces.compactMap { pace in
            let outcome = CaptureOutcome(path, pace: pace)
            expected.detours = outcome.detours
            guard outcome != expected else { return nil }
            let place = zip(outcome.packets, expected.packets).enumerated().first { $1.0 != $1.1 }?.offset
            let (count, fault) = (outcome.packets.count, outcome.fault?.description ?? "no fault")
            let expectation = "\(expected.packets.count) packets, \(expected.fault?.description ?? "no fault")"
            return "\(pace): \(count) packets, \(fault), unlike \(expectation); first difference \(place ?? count)"
        }
    }
}
