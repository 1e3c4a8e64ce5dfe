import Report

/// The results for programs.
package enum BenchJSON {
    /// One JSON object and a newline, UTF-8, with its keys in a fixed order.
    package static func bytes(_ results: [BenchRun.Result], _ run: BenchRun, _ machine: Machine) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("machine") { machine.write(&$0) }
            json.number("rounds", run.rounds)
            json.number("packets", run.packets)
            json.array("cases") { json in
                for result in results { json.object { result.write(&$0) } }
            }
        }
        json.newline()
        return json.bytes
    }
}

extension Machine {
    fileprivate func write(_ json: inout JSONWriter) {
        json.string("processor", processor)
        json.number("cores", cores)
        json.number("memory", memory)
        json.number("l2_cache", secondLevelCache)
        json.number("l3_cache", thirdLevelCache)
        json.string("swift", swift)
        json.bool("optimised", isOptimized)
        json.string("date", date)
        json.optional("load", load < 0 ? nil : load)
    }
}

extension BenchRun.Result {
    fileprivate func write(_ json: inout JSONWriter) {
        json.string("name", measured.name)
        json.string("unit", measured.unit.rawValue)
        json.number("record", measured.record?.rawValue)
        json.decimal("median_ns", nanoseconds.median)
        json.decimal("minimum_ns", nanoseconds.minimum)
        json.decimal("maximum_ns", nanoseconds.maximum)
        json.optional("ratio", ratio)
        json.optional("floors", floors)
    }
}

extension JSONWriter {
    /// Writes a number with three decimals, or null.
    fileprivate mutating func optional(_ key: String, _ value: Double?) {
        if let value { decimal(key, value) } else { string(key, nil) }
    }
}
