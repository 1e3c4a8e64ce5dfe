import Offload
import Receive
import Settings

extension ReceiveSettings {
    /// Settings drawn from small, usual and extreme values.
    public init(random: inout SplitMix, rules: Rulebook, mode: Mode, queues: Int) {
        self.init()
        self.queues = queues
        offload.rules = rules
        offload.mode = mode
        offload.maxAggr = random.pick([1, 2, 3, 8, 16, 32, 64, 65_535])
        offload.sessions = random.pick([1, 2, 8, 8, 64, 65_536])
        offload.mtu = random.pick([68, 1500, 1500, 1500, 9000, 65_535])
        offload.fragSize = random.pick([0, 0, 256, 800, 4096])
        offload.maxFrags = random.pick([nil, nil, 1, 4, 100])
        if rules == .gro {
            offload.sessions = random.pick([1, 8, 64, 64, 65_536])
            offload.groBuckets = random.pick([1, 2, 8, 8])
            offload.groMaxSize = random.pick([65_536, 65_536, 9000, 1500, 100])
        }
        budget = random.pick([1, 2, 16, 64, 64, 300, 65_535])
        copybreak = random.pick([0, 0, 0, 60, 128, 1000])
        flows = random.pick([1, 20, 65_536])
    }

    /// Other settings to change to between two frames: one thing differs, or all.
    public func changed(random: inout SplitMix) -> ReceiveSettings {
        let mode = random.pick(Mode.allCases)
        let other = ReceiveSettings(
            random: &random, rules: random.pick(Rulebook.allCases), mode: mode, queues: queues)
        var new = self
        switch random.below(8) {
        case 0: new.offload.maxAggr = other.offload.maxAggr
        case 1: new.offload.sessions = other.offload.sessions
        case 2: new.budget = other.budget
        case 3: new.offload.mode = mode
        case 4: new.offload.rules = other.offload.rules
        case 5: new.copybreak = other.copybreak
        case 6: new.offload.fragSize = other.offload.fragSize
        default: new = other
        }
        return new
    }
}
