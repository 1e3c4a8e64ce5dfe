// swift-tools-version: 6.2

import PackageDescription

/// Packet, Frames, Capture, Traffic, Offload and Receive handle bytes from anywhere: every unsafe construct in them
/// must be spelled out.
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
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        .target(name: "CProcessor"),
        .target(name: "CPcap", linkerSettings: [.linkedLibrary("pcap")]),
        .target(name: "CUnpack"),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "PlainText"),
        .target(name: "Tables", dependencies: ["CProcessor"], swiftSettings: strict),
        .target(name: "Tallies", swiftSettings: strict),
        .target(name: "Packet", dependencies: ["CProcessor"], swiftSettings: strict),
        .target(name: "Frames", dependencies: ["Packet", "PlainText"], swiftSettings: strict),
        .target(
            name: "CaptureFormats", dependencies: ["CPcap", "Frames", "Packet", "PlainText"], swiftSettings: strict),
        .target(
            name: "Capture", dependencies: ["CPcap", "CUnpack", "CaptureFormats", "Frames", "Packet", "PlainText"],
            swiftSettings: strict),
        .target(
            name: "Traffic", dependencies: ["Capture", "Frames", "Packet", "PlainText", "Timing"], swiftSettings: strict
        ),
        .target(name: "Unmerge", dependencies: ["Frames", "Packet"], swiftSettings: strict),
        .target(name: "Filters", dependencies: ["Capture", "Frames", "Packet", "Unmerge"], swiftSettings: strict),
        .target(
            name: "Intake", dependencies: ["Capture", "Filters", "Frames", "Packet", "PlainText", "Timing", "Unmerge"],
            swiftSettings: strict
        ),
        .target(name: "Offload", dependencies: ["Packet", "Tables", "Tallies"], swiftSettings: strict),
        .target(
            name: "Timing", dependencies: [.product(name: "Histogram", package: "hdrhistogram-swift")],
            swiftSettings: strict),
        .target(name: "Settings", dependencies: ["Offload", "Timing"], swiftSettings: strict),
        .target(
            name: "Queues",
            dependencies: [
                "Offload", "Packet", "Settings", "Tables", "Tallies", "Timing",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: strict),
        .target(
            name: "Receive",
            dependencies: [
                "Offload", "Packet", "Queues", "Settings", "Tables", "Tallies", "Timing",
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict),
        .target(
            name: "Replay",
            dependencies: ["Capture", "Frames", "Offload", "Packet", "Queues", "Receive", "Settings", "Timing"]),
        .target(
            name: "Diagnosis",
            dependencies: ["Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Settings", "Timing"]),
        .target(
            name: "Parallel", dependencies: ["CProcessor", "Frames", "Packet", "Queues", "Receive", "Replay"],
            swiftSettings: strict),
        .target(
            name: "Snapshots",
            dependencies: [
                "Diagnosis", "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Settings", "Timing",
            ]),
        .target(name: "Watch", dependencies: ["Diagnosis", "Replay", "Snapshots"]),
        .target(name: "Screen"),
        .target(
            name: "Report",
            dependencies: [
                "Diagnosis", "Frames", "Offload", "Packet", "Parallel", "Queues", "Receive", "Replay", "Screen",
                "Settings", "Snapshots", "Tallies", "Timing",
            ]),
        .target(
            name: "Details",
            dependencies: [
                "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Screen", "Snapshots", "Timing",
            ]),
        .target(
            name: "Monitor",
            dependencies: [
                "Details", "Diagnosis", "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Screen",
                "Settings", "Snapshots", "Timing",
            ]),
        .target(
            name: "Config",
            dependencies: [
                "Intake", "Monitor", "Offload", "PlainText", "Receive", "Replay", "Screen", "Settings", "Timing",
                "TOMLKit",
            ],
            // A link to the folder at the top level: SwiftPM embeds only what is inside a target.
            resources: [.embedInCode("Themes"), .embedInCode("Costs")]
        ),
        .target(name: "Terminal", dependencies: ["CTerminal", "Screen"]),
        .executableTarget(
            name: "lro-top",
            dependencies: [
                "Capture", "Config", "Frames", "Intake", "Monitor", "Offload", "Parallel", "PlainText", "Receive",
                "Replay", "Report", "Screen", "Settings", "Snapshots", "Terminal", "Timing", "Traffic", "Watch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "Benchmark",
            dependencies: [
                "Capture", "Frames", "Monitor", "Offload", "Packet", "Parallel", "PlainText", "Receive", "Replay",
                "Report", "Screen", "Settings", "Snapshots", "Timing", "Traffic", "Watch",
            ]),
        .executableTarget(
            name: "lro-bench",
            dependencies: [
                "Benchmark", "Frames", "PlainText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Capture", "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Settings", "Snapshots",
                "Timing",
                "Traffic",
            ],
            path: "Tests/Support", exclude: ["Captures"]),
        .testTarget(name: "TablesTests", dependencies: ["Packet", "Tables", "TestSupport"]),
        .testTarget(name: "TimingTests", dependencies: ["Timing"]),
        .testTarget(name: "TalliesTests", dependencies: ["Tallies"]),
        .testTarget(name: "PacketTests", dependencies: ["Packet", "TestSupport"]),
        .testTarget(name: "FramesTests", dependencies: ["Frames", "Packet", "TestSupport"]),
        .testTarget(name: "CaptureTests", dependencies: ["Capture", "Frames", "Packet", "TestSupport", "Traffic"]),
        .testTarget(name: "TrafficTests", dependencies: ["Frames", "Packet", "TestSupport", "Timing", "Traffic"]),
        .testTarget(
            name: "OffloadTests",
            dependencies: ["Frames", "Offload", "Packet", "Receive", "Replay", "Settings", "Tallies", "TestSupport"]),
        .testTarget(
            name: "ReceiveTests",
            dependencies: [
                "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Settings", "TestSupport", "Timing",
            ]),
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "Capture", "Frames", "Offload", "Packet", "Receive", "Replay", "Settings", "Snapshots", "TestSupport",
                "Timing", "Traffic",
            ]),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: [
                "Capture", "Diagnosis", "Frames", "Offload", "Packet", "Queues", "Receive", "Replay", "Settings",
                "TestSupport", "Timing", "Traffic",
            ]),
        .testTarget(
            name: "ParallelTests",
            dependencies: ["Frames", "Offload", "Packet", "Parallel", "Receive", "Replay", "TestSupport", "Traffic"]),
        .testTarget(
            name: "SnapshotsTests",
            dependencies: ["Offload", "Packet", "Queues", "Receive", "Replay", "Snapshots", "TestSupport", "Timing"]),
        .testTarget(
            name: "WatchTests",
            dependencies: ["Frames", "Receive", "Replay", "Settings", "Snapshots", "TestSupport", "Watch"]),
        .testTarget(
            name: "ReportTests",
            dependencies: ["Capture", "Offload", "Packet", "Receive", "Replay", "Report", "TestSupport"]),
        .testTarget(
            name: "ProgramTests", dependencies: ["Capture", "Config", "TestSupport", "Traffic", "lro-top"],
            exclude: ["ClockTraces", "GROTraces", "Traces"]),
        .testTarget(
            name: "MonitorTests",
            dependencies: [
                "Capture", "Config", "Details", "Diagnosis", "Frames", "Intake", "Monitor", "Queues", "Receive",
                "Replay", "Screen", "Settings", "Snapshots", "TestSupport", "Timing",
            ],
            exclude: ["Golden"]),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
        .testTarget(name: "TerminalTests", dependencies: ["Screen", "Terminal"]),
        .testTarget(
            name: "UnmergeTests",
            dependencies: [
                "Capture", "Frames", "Offload", "Packet", "Receive", "Replay", "Settings", "TestSupport", "Traffic",
                "Unmerge",
            ]),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "Capture", "Diagnosis", "Filters", "Frames", "Intake", "Packet", "Parallel", "Receive", "Replay",
                "Settings", "TestSupport", "Timing", "Traffic",
            ]),
        .testTarget(name: "BenchTests", dependencies: ["Benchmark", "Packet", "Replay", "Snapshots", "lro-bench"]),
        .testTarget(
            name: "ConfigTests",
            dependencies: ["Config", "Monitor", "Offload", "Receive", "Screen", "Settings", "Timing", "lro-top"]),
    ],
    swiftLanguageModes: [.v6]
)
