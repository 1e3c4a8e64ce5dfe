/// What the modelled CPUs come to, where they need time.
extension VirtualClock {
    /// The share of all time in which the busiest CPU was busy, from 0 to 1.
    public var busiestShare: Double { cpus.map { share(of: $0) }.max() ?? 0 }

    /// The rate in bits a second, as an Ethernet wire counts them, at which the busiest CPU would be busy all the time
    /// with such frames; nil where no CPU needs time.
    public var saturation: Double? {
        guard let most = cpus.map(\.busy).max(), most > 0 else { return nil }
        let bits = cpus.reduce(0) { $0 + $1.takenBits }
        return Double(bits) * 1e9 / Double(most)
    }
}
