// swift-tools-version: 6.2

import PackageDescription

/// Packet, Offload and Receive handle bytes from anywhere: every unsafe construct in them must be spelled out.
let strict: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
    name: "lro-top",
    products: [
        .executable(name: "lro-top", targets: ["lro-top"]),
        .executable(name: "lro-bench", targets: ["lro-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(name: "Packet", dependencies: ["CPrefetch"], swiftSettings: strict),
        .target(name: "CPcap", linkerSettings: [.linkedLibrary("pcap")]),
        .target(name: "Traffic", dependencies: ["Packet", "CPcap"]),
        .target(name: "CPrefetch"),
        .target(name: "Offload", dependencies: ["Packet", "CPrefetch"], swiftSettings: strict),
        .target(
            name: "Receive",
            dependencies: ["Offload", .product(name: "HeapModule", package: "swift-collections")],
            swiftSettings: strict),
        .target(name: "Replay", dependencies: ["Receive", "Traffic"]),
        .target(name: "Report", dependencies: ["Replay", "Screen"]),
        .target(name: "Screen"),
        .target(name: "Monitor", dependencies: ["Replay", "Screen"]),
        .target(
            name: "Config",
            dependencies: ["Monitor", "Terminal", "TOMLKit"],
            // A link to the folder at the top level: SwiftPM embeds only what is inside a target.
            resources: [.embedInCode("Themes")]
        ),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "Terminal", dependencies: ["Screen", "CTerminal"]),
        .executableTarget(
            name: "lro-top",
            dependencies: [
                "Config", "Monitor", "Report", "Terminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "Benchmark", dependencies: ["Monitor", "Report"]),
        .executableTarget(
            name: "lro-bench",
            dependencies: ["Benchmark", "Traffic", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .testTarget(name: "PacketTests", dependencies: ["TestSupport"]),
        .testTarget(name: "TrafficTests", dependencies: ["Traffic"]),
        .target(
            name: "TestSupport", dependencies: ["Packet", "Offload", "Receive", "Replay", "Traffic"],
            path: "Tests/Support", exclude: ["Captures"]),
        .testTarget(name: "OffloadTests", dependencies: ["TestSupport"]),
        .testTarget(name: "ReceiveTests", dependencies: ["TestSupport"]),
        .testTarget(name: "ReplayTests", dependencies: ["TestSupport"]),
        .testTarget(name: "ReportTests", dependencies: ["Report", "TestSupport"]),
        .testTarget(name: "ProgramTests", dependencies: ["lro-top", "TestSupport"], exclude: ["Traces", "GROTraces"]),
        .testTarget(name: "MonitorTests", dependencies: ["Config", "Monitor", "TestSupport"], exclude: ["Golden"]),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
        .testTarget(name: "BenchTests", dependencies: ["Benchmark", "lro-bench"]),
        .testTarget(name: "ConfigTests", dependencies: ["Config", "lro-top"]),
    ],
    swiftLanguageModes: [.v6]
)
