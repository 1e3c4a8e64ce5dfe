import Glibc

/// What the numbers were measured on.
package struct Machine: Sendable {
    /// The model of the processor, or empty where the system does not say.
    package var processor: String
    /// The cores that are there to be used.
    package var cores: Int
    /// Bytes of memory.
    package var memory: Int
    /// Bytes of the first core's second-level cache; 0 where unknown.
    package var secondLevelCache: Int
    /// Bytes of its third-level cache; 0 where unknown.
    package var thirdLevelCache: Int
    /// The compiler's version, as far as a program can know it.
    package var swift: String
    /// Whether the program was compiled with optimisation.
    package var isOptimized: Bool
    /// When this was, ISO 8601 in UTC.
    package var date: String
    /// How many processes wanted to run in the minute before; negative where unknown.
    package var load: Double

    /// This machine, now.
    package static var current: Machine {
        var load = [-1.0]
        _ = getloadavg(&load, 1)
        return Machine(
            processor: processorName(in: contents("/proc/cpuinfo")), cores: number(Int32(_SC_NPROCESSORS_ONLN)),
            memory: number(Int32(_SC_PHYS_PAGES)) * number(Int32(_SC_PAGESIZE)),
            secondLevelCache: cache(level: 2), thirdLevelCache: cache(level: 3), swift: compiler,
            isOptimized: isOptimized, date: dateText(time(nil)), load: load[0])
    }

    /// The model that a text like /proc/cpuinfo names, or an empty one.
    package static func processorName(in text: String) -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).dropFirst().first ?? ""
        return name.split(separator: " ").joined(separator: " ")
    }

    /// A moment as ISO 8601 in UTC.
    package static func dateText(_ moment: time_t) -> String {
        var (moment, parts, text) = (moment, tm(), [CChar](repeating: 0, count: 32))
        gmtime_r(&moment, &parts)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The size that a text such as `32768K` says, in bytes; 0 for any other text.
    package static func cacheSize(_ text: String) -> Int {
        let line = text.prefix { $0 != "\n" }
        guard line.hasSuffix("K"), let count = Int(line.dropLast()), (0..<1 << 40).contains(count) else { return 0 }
        return count << 10
    }

    /// The size of the first core's cache of a level (its description of caches in sysfs); 0 where unknown.
    private static func cache(level: Int) -> Int {
        let folders = (0..<8).map { "/sys/devices/system/cpu/cpu0/cache/index\($0)" }
        let folder = folders.first { contents($0 + "/level") == "\(level)\n" }
        return folder.map { cacheSize(contents($0 + "/size")) } ?? 0
    }

    private static func number(_ name: Int32) -> Int { max(0, sysconf(name)) }

    /// The first bytes of a file, nothing where it cannot be read.
    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static var isOptimized: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3.1)
            "6.3.1 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
