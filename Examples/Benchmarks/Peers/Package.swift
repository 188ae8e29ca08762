// swift-tools-version: 6.2
import PackageDescription

// Business time alone, against peers in other languages; `compare.py` builds and runs it.
let package = Package(
    name: "peers",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "swift-service-desk", path: "../../..")],
    targets: [
        .executableTarget(
            name: "open-time",
            dependencies: [
                .product(name: "DeskPrimitives", package: "swift-service-desk"),
                .product(name: "DeskSchedules", package: "swift-service-desk"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
