/// One case, ready to be judged.
struct VectorCase: Sendable {
    let id: String

    /// Whether the library may leave it out: the case or its section says so.
    let isOptional: Bool

    /// What the case asks of the library, as the lines about skipped cases name it: a kind, or a kind and section.
    let subject: String

    let judge: @Sendable () throws -> VectorVerdict

    init(
        id: String, isOptional: Bool = false, subject: String, judge: @escaping @Sendable () throws -> VectorVerdict
    ) {
        self.id = id
        self.isOptional = isOptional
        self.subject = subject
        self.judge = judge
    }
}

/// What became of one case.
enum VectorVerdict: Sendable {
    case passed
    case failed([Difference])

    /// While the library is being built: it does not have this yet.
    case notThereYet(String)

    /// The library does without it; only an optional case may say so.
    case notOffered(String)

    init(_ differences: [Difference]) {
        self = differences.isEmpty ? .passed : .failed(differences)
    }
}

/// A reason to skip, for an answer that has no other way to say it.
enum VectorSkip: Error {
    case notThereYet(String)
    case notOffered(String)
}

extension VectorCase {
    /// The verdict after every way in which an answer may fail, and the rule about what may be left out.
    func verdict() -> VectorVerdict {
        let verdict: VectorVerdict
        do {
            verdict = try judge()
        } catch let difference as Difference {
            verdict = .failed([difference])
        } catch VectorSkip.notThereYet(let reason) {
            verdict = .notThereYet(reason)
        } catch VectorSkip.notOffered(let reason) {
            verdict = .notOffered(reason)
        } catch {
            verdict = .failed([
                Difference(field: "answer", got: "the error \(String(describing: error).escaped)", want: "a result")
            ])
        }
        if case .notOffered(let reason) = verdict, !isOptional {
            return .failed([Difference(field: "answer", got: reason, want: "a result, for the case is not optional")])
        }
        return verdict
    }
}
