/// The work of a case, ready to be done again and again.
protocol Workload {
    /// Does the work once and says how long what is timed of it took.
    mutating func run() throws -> Measure
}

/// What one run of a workload came to.
struct Measure {
    /// The time of what is timed.
    var time = Duration.zero
    /// How many packets, screens or snapshots that was.
    var count = 0
    /// Packets for each delivery, where packets are delivered.
    var ratio: Double?

    /// The cost of one, in nanoseconds; 0 of nothing.
    var nanoseconds: Double {
        let (seconds, attoseconds) = time.components
        return count == 0 ? 0 : (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(count)
    }

    /// Adds the time that `work` takes on so many.
    @inline(__always)
    mutating func time(_ count: Int, _ work: () throws -> Void) rethrows {
        let start = ContinuousClock.now
        try work()
        time += start.duration(to: .now)
        self.count += count
    }

    /// Adds the time that `work` takes on whole laps of `frames`, `lap` being the next, until there were so many
    /// packets.
    mutating func timeLaps(of frames: FrameRing, _ lap: inout Int, packets: Int, _ work: () -> Void) {
        repeat {
            frames.turn(to: lap)
            lap += 1
            time(frames.count, work)
        } while count < packets
    }
}
