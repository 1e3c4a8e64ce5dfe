// swift-tools-version: 6.2

import PackageDescription

/// Packet, Frames, Capture, Traffic, Offload and Receive handle bytes from anywhere: every unsafe construct in them must be spelled out.
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
        .target(name: "CPrefetch"),
        .target(name: "CPcap", linkerSettings: [.linkedLibrary("pcap")]),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "PlainText"),
        .target(name: "Packet", dependencies: ["CPrefetch"], swiftSettings: strict),
        .target(name: "Frames", dependencies: ["Packet", "PlainText"], swiftSettings: strict),
        .target(name: "Capture", dependencies: ["CPcap", "Frames", "Packet", "PlainText"], swiftSettings: strict),
        .target(name: "Traffic", dependencies: ["Capture", "Frames", "Packet", "PlainText"], swiftSettings: strict),
        .target(name: "Offload", dependencies: ["CPrefetch", "Packet"], swiftSettings: strict),
        .target(
            name: "Receive",
            dependencies: ["Offload", "Packet", .product(name: "HeapModule", package: "swift-collections")],
            swiftSettings: strict),
        .target(name: "Replay", dependencies: ["Capture", "Frames", "Offload", "Packet", "Receive"]),
        .target(name: "Screen"),
        .target(name: "Report", dependencies: ["Frames", "Offload", "Packet", "Receive", "Replay", "Screen"]),
        .target(name: "Monitor", dependencies: ["Offload", "Packet", "Receive", "Replay", "Screen"]),
        .target(
            name: "Config",
            dependencies: ["Monitor", "Offload", "PlainText", "Receive", "Screen", "TOMLKit"],
            // A link to the folder at the top level: SwiftPM embeds only what is inside a target.
            resources: [.embedInCode("Themes")]
        ),
        .target(name: "Terminal", dependencies: ["CTerminal", "Screen"]),
        .executableTarget(
            name: "lro-top",
            dependencies: [
                "Capture", "Config", "Frames", "Monitor", "Offload", "PlainText", "Receive", "Replay", "Report",
                "Screen", "Terminal", "Traffic", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "Benchmark",
            dependencies: [
                "Capture", "Frames", "Monitor", "Offload", "Packet", "PlainText", "Receive", "Replay", "Report",
                "Screen",
                "Traffic",
            ]),
        .executableTarget(
            name: "lro-bench",
            dependencies: [
                "Benchmark", "Frames", "PlainText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Capture", "Frames", "Offload", "Packet", "Receive", "Replay", "Traffic"],
            path: "Tests/Support", exclude: ["Captures"]),
        .testTarget(name: "PacketTests", dependencies: ["Packet", "TestSupport"]),
        .testTarget(name: "FramesTests", dependencies: ["Frames", "Packet", "TestSupport"]),
        .testTarget(name: "CaptureTests", dependencies: ["Capture", "Frames", "Packet", "TestSupport", "Traffic"]),
        .testTarget(name: "TrafficTests", dependencies: ["Frames", "Packet", "TestSupport", "Traffic"]),
        .testTarget(name: "OffloadTests", dependencies: ["Frames", "Offload", "Packet", "Receive", "TestSupport"]),
        .testTarget(name: "ReceiveTests", dependencies: ["Frames", "Offload", "Packet", "Receive", "TestSupport"]),
        .testTarget(
            name: "ReplayTests",
            dependencies: ["Capture", "Frames", "Offload", "Packet", "Receive", "Replay", "TestSupport", "Traffic"]),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Capture", "Offload", "Packet", "Receive", "Replay", "Report", "TestSupport"]),
        .testTarget(
            name: "ProgramTests", dependencies: ["Capture", "lro-top", "TestSupport", "Traffic"],
            exclude: ["GROTraces", "Traces"]),
        .testTarget(
            name: "MonitorTests",
            dependencies: ["Capture", "Config", "Frames", "Monitor", "Receive", "Replay", "Screen", "TestSupport"],
            exclude: ["Golden"]),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
        .testTarget(name: "TerminalTests", dependencies: ["Screen", "Terminal"]),
        .testTarget(name: "BenchTests", dependencies: ["Benchmark", "Packet", "Replay", "lro-bench"]),
        .testTarget(name: "ConfigTests", dependencies: ["Config", "Monitor", "Receive", "Screen", "lro-top"]),
    ],
    swiftLanguageModes: [.v6]
)
