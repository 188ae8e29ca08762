// swift-tools-version: 6.2
import PackageDescription

// The house of DESIGN: a room imports only rooms below it, and rooms on one floor never import each other.
// `Tests/DeskHouseTests` reads this manifest back and fails on an arrow that is not listed here and there.

let ground = ["DeskPrimitives"]
let schedules = ground + ["DeskSchedules"]
let rooms = schedules + ["DeskChannels", "DeskContacts", "DeskServiceLevels", "DeskRouting", "DeskFeedback"]
let desk = rooms + ["DeskInsight", "DeskOperations"]
let everything = desk + ["DeskReplay", "DeskHosting"]

let arrows: [(module: String, imports: [String])] = [
    ("DeskPrimitives", []),
    ("DeskSchedules", ground),
    ("DeskChannels", schedules),
    ("DeskContacts", ground + ["DeskChannels"]),
    ("DeskServiceLevels", schedules),
    ("DeskRouting", schedules),
    ("DeskFeedback", schedules),
    ("DeskInsight", rooms),
    ("DeskOperations", rooms + ["DeskInsight"]),
    ("DeskReplay", desk),
    ("DeskHosting", desk),
    ("ServiceDesk", everything),
    ("DeskFoundation", everything),
    ("DeskTestKit", everything),
]

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func dependencies(_ names: [String]) -> [Target.Dependency] { names.map { .target(name: $0) } }

let package = Package(
    name: "swift-service-desk",
    platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9)],
    products: arrows.map { .library(name: $0.module, targets: [$0.module]) }
        + [.executable(name: "quickstart", targets: ["quickstart"])],
    targets: arrows.map {
        .target(name: $0.module, dependencies: dependencies($0.imports), swiftSettings: settings)
    } + [
        .executableTarget(
            name: "quickstart",
            dependencies: ["ServiceDesk", "DeskTestKit"],
            path: "Examples/Quickstart",
            swiftSettings: settings
        ),
        .testTarget(
            name: "DeskHouseTests",
            dependencies: dependencies(["ServiceDesk", "DeskFoundation", "DeskTestKit"]),
            swiftSettings: settings
        ),
        .testTarget(
            name: "DeskScenarioTests",
            dependencies: dependencies(["ServiceDesk", "DeskFoundation", "DeskTestKit"]),
            swiftSettings: settings
        ),
        .testTarget(
            name: "DeskVectorTests",
            dependencies: dependencies(["ServiceDesk", "DeskTestKit"]),
            resources: [.copy("Vectors")],
            swiftSettings: settings
        ),
    ]
        + arrows.filter { $0.module != "ServiceDesk" }.map { arrow in
            let own = [arrow.module]
            let kit = own.contains("DeskTestKit") ? [] : ["DeskTestKit"]
            return .testTarget(
                name: arrow.module + "Tests",
                dependencies: dependencies(own + arrow.imports + kit),
                swiftSettings: settings
            )
        },
    swiftLanguageModes: [.v6]
)
