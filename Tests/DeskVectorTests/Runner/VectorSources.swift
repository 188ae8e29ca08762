import Foundation

/// Where the vector files of a run lie.
struct VectorSources {
    /// The variable that names a folder or file to run in place of the fixtures.
    static let variable = "SERVICE_DESK_VECTORS"

    struct Problem: Error {
        let place: String
        let reason: String
    }

    let files: [URL]

    /// The place the environment names, else the fixtures of this target.
    static func place(environment: [String: String]) throws(Problem) -> URL {
        if let path = environment[variable], !path.isEmpty { return URL(fileURLWithPath: path) }
        guard let fixtures = Bundle.module.url(forResource: "Vectors", withExtension: nil) else {
            throw Problem(place: "Vectors", reason: "the fixtures are not in the test bundle")
        }
        return fixtures
    }

    /// The file itself, or the `*.json` files of a folder in the order of their names.
    init(_ place: URL) throws(Problem) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
            throw Problem(place: place.path, reason: "there is no such file or folder")
        }
        guard isFolder.boolValue else {
            files = [place]
            return
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        } catch {
            throw Problem(place: place.path, reason: "the folder cannot be read")
        }
        files = names.filter { $0.hasSuffix(".json") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { place.appendingPathComponent($0) }
        if files.isEmpty { throw Problem(place: place.path, reason: "no *.json file in this folder") }
    }
}

extension VectorRun {
    /// Runs every file of a place.
    mutating func run(environment: [String: String]) {
        do throws(VectorSources.Problem) {
            for file in try VectorSources(VectorSources.place(environment: environment)).files {
                run(file.lastPathComponent, (try? Data(contentsOf: file)).map { [UInt8]($0) })
            }
        } catch {
            refuse(error.place, error.reason)
        }
    }
}
