import Foundation
import Testing

/// What `swift package describe` says, as far as the house is concerned.
struct PackageDescription: Decodable {
    struct Dependency: Decodable {}

    struct Product: Decodable {
        let name: String
        let targets: [String]
    }

    struct Target: Decodable {
        let name: String
        let type: String
        let path: String
        let targetDependencies: [String]?
        let productDependencies: [String]?
    }

    let dependencies: [Dependency]
    let products: [Product]
    let targets: [Target]

    init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: json)
    }

    /// What is not as the house has it; empty when all is well.
    var offences: [String] {
        var offences: [String] = []
        let modules = targets.filter { $0.type != "test" && $0.type != "executable" }
        let names = Set(modules.map(\.name))
        offences += names.subtracting(House.arrows.keys).sorted().map { "\($0) is no module of the house" }
        offences += Set(House.arrows.keys).subtracting(names).sorted().map { "the module \($0) is missing" }
        for module in modules {
            let allowed = House.arrows[module.name] ?? []
            for name in module.targetDependencies ?? [] where !allowed.contains(name) {
                offences.append("\(module.name) must not depend on \(name)")
            }
            if module.path != "Sources/\(module.name)" { offences.append("\(module.name) lies in \(module.path)") }
            if module.type != "library" { offences.append("\(module.name) is a \(module.type)") }
            if !products.contains(where: { $0.name == module.name && $0.targets == [module.name] }) {
                offences.append("\(module.name) is no product of its own")
            }
        }
        for target in targets {
            for name in target.productDependencies ?? [] { offences.append("\(target.name) uses the product \(name)") }
            if target.type == "test", target.path != "Tests/\(target.name)" {
                offences.append("\(target.name) lies in \(target.path)")
            }
        }
        // Hosts and tools with real parts have packages of their own.
        if !dependencies.isEmpty { offences.append("the package depends on \(dependencies.count) others") }
        return offences
    }
}

/// The manifest, read back, against the house as it is written out in ``House``.
@Suite struct ManifestTests {
    /// Describes the package with a build folder of its own, for the one of the running tests is locked.
    private static func describe() throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try House.run([
            "swift", "package", "--scratch-path", folder.path, "--disable-sandbox", "describe", "--type", "json",
        ])
        try #require(result.status == 0, "swift package describe: \(result.errors)")
        return result.output
    }

    @Test(.timeLimit(.minutes(5))) func theManifestDrawsTheHouse() throws {
        for offence in try PackageDescription(json: Self.describe()).offences { Issue.record("\(offence)") }
    }

    @Test(.timeLimit(.minutes(5))) func everyOffenceInAManifestIsFound() throws {
        let text = String(decoding: try Self.describe(), as: UTF8.self)
        var json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        var targets = try #require(json["targets"] as? [[String: Any]])
        var products = try #require(json["products"] as? [[String: Any]])
        func change(_ name: String, _ key: String, _ value: Any) throws {
            let index = try #require(targets.firstIndex { $0["name"] as? String == name })
            targets[index][key] = value
        }
        try change("DeskRouting", "target_dependencies", ["DeskPrimitives", "DeskFeedback"])
        try change("DeskPrimitives", "product_dependencies", ["Numerics"])
        try change("DeskChannels", "path", "Sources/Channels")
        try change("DeskVectorTests", "path", "Tests/Vectors")
        try change("DeskInsight", "name", "DeskOutlook")
        products.removeAll { $0["name"] as? String == "DeskContacts" }
        json["targets"] = targets
        json["products"] = products
        json["dependencies"] = [["identity": "swift-numerics"]]
        let changed = try PackageDescription(json: try JSONSerialization.data(withJSONObject: json))
        #expect(
            changed.offences.filter { !$0.hasPrefix("DeskOutlook must not") }.sorted() == [
                "DeskChannels lies in Sources/Channels",
                "DeskContacts is no product of its own",
                "DeskOutlook is no module of the house",
                "DeskOutlook is no product of its own",
                "DeskOutlook lies in Sources/DeskInsight",
                "DeskPrimitives uses the product Numerics",
                "DeskRouting must not depend on DeskFeedback",
                "DeskVectorTests lies in Tests/Vectors",
                "the module DeskInsight is missing",
                "the package depends on 1 others",
            ])
    }

    @Test func everyModuleHasAFolderAndEveryFolderIsAModule() throws {
        let folders = Set(try House.paths(under: "Sources").compactMap { $0.split(separator: "/").dropFirst().first })
        #expect(folders == Set(House.arrows.keys.map { Substring($0) }))
    }

    @Test func theManifestHasNoUnsafeFlags() throws {
        let text = try String(contentsOf: House.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let code = SourceText.lines(of: text).map(\.code).joined(separator: "\n")
        // A package with unsafe flags cannot be a dependency; one that fetches has dependencies.
        for word in ["unsafeFlags", ".package(", ".plugin(", ".macro(", ".binaryTarget("] {
            #expect(!code.contains(word))
        }
    }
}
