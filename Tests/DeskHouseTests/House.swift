import Foundation

/// The house of DESIGN: every module and the modules below it that it may import.
///
/// Written out by hand and compared with what the manifest says, so that an arrow cannot be added by accident: a room
/// imports only rooms below it, and rooms on one floor never import each other.
enum House {
    static let arrows: [String: Set<String>] = [
        "DeskPrimitives": [],
        "DeskSchedules": ["DeskPrimitives"],
        "DeskChannels": ["DeskPrimitives", "DeskSchedules"],
        "DeskContacts": ["DeskPrimitives", "DeskChannels"],
        "DeskServiceLevels": ["DeskPrimitives", "DeskSchedules"],
        "DeskRouting": ["DeskPrimitives", "DeskSchedules"],
        "DeskFeedback": ["DeskPrimitives", "DeskSchedules"],
        "DeskInsight": rooms,
        "DeskOperations": rooms.union(["DeskInsight"]),
        "DeskReplay": desk,
        "DeskHosting": desk,
        "ServiceDesk": everything,
        "DeskFoundation": everything,
        "DeskTestKit": everything,
    ]

    /// The only module that imports Foundation.
    static let bridge = "DeskFoundation"

    /// The umbrella, which holds nothing but re-exports.
    static let umbrella = "ServiceDesk"

    private static let rooms: Set<String> = [
        "DeskPrimitives", "DeskSchedules", "DeskChannels", "DeskContacts", "DeskServiceLevels", "DeskRouting",
        "DeskFeedback",
    ]
    private static let desk = rooms.union(["DeskInsight", "DeskOperations"])
    private static let everything = desk.union(["DeskReplay", "DeskHosting"])

    /// The folder of the package.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The paths under a folder of the package, relative to the package, sorted; nothing hidden.
    static func paths(under folder: String) throws -> [String] {
        let place = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(atPath: place.path) else {
            throw CocoaError(.fileReadNoSuchFile, userInfo: [NSFilePathErrorKey: place.path])
        }
        return walk.compactMap { $0 as? String }
            .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { "\(folder)/\($0)" }
            .sorted()
    }

    /// The Swift files of the modules: path, module and text.
    static func sources() throws -> [SourceFile] {
        try paths(under: "Sources").filter { $0.hasSuffix(".swift") }.map { path in
            let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            return SourceFile(path: path, text: text)
        }
    }

    /// Runs a tool in the folder of the package and returns what it printed.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: Data, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardOutput = output
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("errors-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, data, (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
    }
}

/// One Swift file of a module.
struct SourceFile: Sendable {
    let path: String
    let lines: [SourceLine]

    /// The folder under `Sources`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    init(path: String, text: String) {
        self.path = path
        lines = SourceText.lines(of: text)
    }
}
