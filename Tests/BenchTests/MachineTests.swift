import Benchmark
import Testing

/// What is read of the machine.
@Suite struct MachineTests {
    @Test func theProcessorIsNamedOnce() {
        let text = "processor\t: 0\nmodel name\t: A  Fast CPU: 3 GHz\nflags\t: x\nmodel name\t: Another\n"
        #expect(Machine.processorName(in: text) == "A Fast CPU: 3 GHz")
        #expect(Machine.processorName(in: "CPU architecture: 8\n") == "")
        #expect(Machine.processorName(in: "model name") == "")
    }

    @Test func datesAreISO() {
        #expect(Machine.dateText(0) == "1970-01-01T00:00:00Z")
        #expect(Machine.dateText(1_704_067_199) == "2023-12-31T23:59:59Z")
    }

    @Test(arguments: [
        ("1024K\n", 1 << 20), ("32768K", 32 << 20), ("", 0), ("K", 0), ("12M", 0), ("-1K", 0),
        ("99999999999999999K", 0),
    ])
    func cacheSizesAreInBytes(text: String, size: Int) {
        #expect(Machine.cacheSize(text) == size)
    }

    @Test func thisMachineHasCoresAndMemory() {
        let machine = Machine.current
        #expect(machine.cores > 0 && machine.memory > 1 << 20)
    }
}
