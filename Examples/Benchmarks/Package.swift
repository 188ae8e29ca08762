// swift-tools-version: 6.2
import PackageDescription

// What the library costs: benchmarks with thresholds, and a table of the figures it means to reach. A package of its own,
// since the library keeps no dependency.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func desk(_ names: [String]) -> [Target.Dependency] {
    names.map { .product(name: $0, package: "swift-service-desk") }
}

let benchmark: Target.Dependency = .product(name: "Benchmark", package: "benchmark")
let rooms = ["Schedules", "Routing", "Feedback", "Records", "Contacts", "Desk"]

let package = Package(
    name: "swift-service-desk-benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(name: "swift-service-desk", path: "../.."),
        // Without its traits, which need more packages; allocations are counted by a target of our own.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(
            name: "Workloads",
            dependencies: desk([
                "DeskPrimitives", "DeskSchedules", "DeskServiceLevels", "DeskContacts", "DeskRouting", "DeskFeedback",
                "DeskOperations", "DeskReplay", "DeskTestKit",
            ]),
            swiftSettings: settings
        ),
        .executableTarget(name: "figures", dependencies: ["Workloads"], swiftSettings: settings),
        .target(name: "AllocationCounter"),
        .target(
            name: "RoomBenchmark", dependencies: ["AllocationCounter", "Workloads", benchmark], swiftSettings: settings),
    ]
        + rooms.map { room in
            .executableTarget(
                name: room,
                dependencies: ["Workloads", "RoomBenchmark", benchmark],
                path: "Benchmarks/\(room)",
                swiftSettings: settings,
                plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
            )
        },
    swiftLanguageModes: [.v6]
)
