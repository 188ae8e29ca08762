/// One run over vector files: the lines it prints and whether it failed.
struct VectorRun {
    private let kinds: [any VectorKind]

    /// What has been named as skipped; each is named once in a run.
    private var named: Set<String> = []

    private(set) var lines: [String] = []

    /// The failing lines by file, in the order of the run.
    private(set) var failures: [(file: String, lines: [String])] = []

    init(kinds: [any VectorKind] = VectorKinds.all) { self.kinds = kinds }

    var hasFailed: Bool { !failures.isEmpty }

    /// Runs one file; without bytes it is a file that could not be read.
    mutating func run(_ name: String, _ bytes: [UInt8]?) {
        guard let bytes else {
            return refuse(name, Difference(field: "text", got: "nothing readable", want: "JSON"), count: nil)
        }
        switch VectorFile.read(bytes, kinds: kinds) {
        case .ignored:
            lines.append("ignored \(name)")
        case .refused(let problem, let count):
            refuse(name, problem, count: count)
        case .vectors(let file):
            do throws(Difference) {
                judge(try file.kind.cases(in: file.envelope), of: file, name)
            } catch {
                refuse(name, error, count: file.count)
            }
        }
    }

    /// A run that could not even begin.
    mutating func refuse(_ place: String, _ reason: String) {
        let line = "FAIL \(place): \(reason)"
        lines.append(line)
        failures.append((place, [line]))
    }

    /// A file that cannot be run fails with every case it says it has, and with one when it does not say.
    private mutating func refuse(_ name: String, _ problem: Difference, count: Int?) {
        let line = "FAIL \(name) (file): \(problem)"
        lines.append(line)
        failures.append((name, [line]))
        lines.append("\(name): 0 passed, \(max(count ?? 1, 1)) failed, 0 skipped")
    }

    private mutating func judge(_ cases: [VectorCase], of file: VectorFile, _ name: String) {
        var passed = 0
        var failing: [String] = []
        var skipped: [(what: String, count: Int)] = []
        for vector in cases {
            switch vector.verdict() {
            case .passed: passed += 1
            case .failed(let differences):
                failing.append("FAIL \(name) \(vector.id.escaped): \(Self.summary(differences))")
            case .notThereYet(let reason), .notOffered(let reason):
                let what = "skipped \(vector.subject): \(reason)"
                if let place = skipped.firstIndex(where: { $0.what == what }) {
                    skipped[place].count += 1
                } else {
                    skipped.append((what, 1))
                }
            }
        }
        for (what, count) in skipped where named.insert(what).inserted {
            lines.append("\(what) (\(count) \(count == 1 ? "case" : "cases"))")
        }
        lines += failing
        var wrong = failing
        if cases.count != file.count {
            let difference = Difference(field: "count", got: String(file.count), want: String(cases.count))
            wrong.append("FAIL \(name) (file): \(difference)")
            lines.append("FAIL \(name) (file): \(difference)")
        }
        if !wrong.isEmpty { failures.append((name, wrong)) }
        let skippedCount = skipped.reduce(0) { $0 + $1.count }
        lines.append("\(name): \(passed) passed, \(failing.count) failed, \(skippedCount) skipped")
    }

    /// One line however much differs.
    private static func summary(_ differences: [Difference]) -> String {
        let shown = differences.prefix(6).map(\.description).joined(separator: "; ")
        return differences.count > 6 ? "\(shown); and \(differences.count - 6) more" : shown
    }
}
