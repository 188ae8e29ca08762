// swift-tools-version: 6.2
import PackageDescription

// Hosts with real parts: what a program that embeds the library would write. A package of its own, so that the library
// itself keeps no dependency.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func desk(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-service-desk") }
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "swift-service-desk-examples",
    platforms: [.macOS(.v13)],
    products: [
        .executable(name: "desk", targets: ["desk"]),
        .library(name: "DeskImport", targets: ["DeskImport"]),
        .library(name: "DeskStoreGRDB", targets: ["DeskStoreGRDB"]),
    ],
    dependencies: [
        .package(name: "swift-service-desk", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(
            name: "DeskImport",
            dependencies: [
                desk("DeskPrimitives"), desk("DeskSchedules"), desk("DeskServiceLevels"), desk("DeskOperations"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "DeskStoreGRDB",
            dependencies: [desk("DeskPrimitives"), grdb],
            swiftSettings: settings
        ),
        .target(
            name: "DeskCommandLine",
            dependencies: [
                "DeskImport", "DeskStoreGRDB", desk("ServiceDesk"), desk("DeskFoundation"), arguments,
            ],
            resources: [.embedInCode("Policies/incident-log.json")],
            swiftSettings: settings
        ),
        .executableTarget(name: "desk", dependencies: ["DeskCommandLine"], swiftSettings: settings),
        .testTarget(
            name: "DeskImportTests",
            dependencies: [
                "DeskImport", desk("DeskPrimitives"), desk("DeskSchedules"), desk("DeskServiceLevels"),
                desk("DeskOperations"), desk("DeskTestKit"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DeskStoreGRDBTests",
            dependencies: [
                "DeskStoreGRDB", "ExampleTestSupport", "store-crash-writer", desk("DeskPrimitives"),
                desk("ServiceDesk"), desk("DeskTestKit"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "DeskCommandLineTests",
            dependencies: [
                "DeskCommandLine", "DeskImport", "DeskStoreGRDB", "ExampleTestSupport", "desk", desk("ServiceDesk"),
                desk("DeskFoundation"), desk("DeskTestKit"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ExampleTestSupport",
            dependencies: [desk("DeskPrimitives"), desk("DeskTestKit")],
            path: "Tests/ExampleTestSupport",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "store-crash-writer",
            dependencies: ["DeskStoreGRDB", "ExampleTestSupport", desk("DeskPrimitives")],
            path: "Tests/StoreCrashWriter",
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
