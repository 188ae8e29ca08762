public import DeskPrimitives
public import DeskRouting

/// The editions of a policy one after the other, each compiled, each holding from its instant until the next.
public struct PolicyTimeline: Sendable {
    /// The policies, the oldest first.
    public let policies: [CompiledPolicy]

    /// A timeline of one policy that always holds.
    public init(_ policy: CompiledPolicy) { policies = [policy] }

    /// Compiles documents, each knowing the hours of those before it, since clocks that keep their rules keep their hours.
    ///
    /// - Parameter documents: The editions in rising order; all but the first need an ``DeskPolicy/edition``.
    /// - Throws: ``PolicyErrors`` with the number of the document as the first step of each place.
    public init(_ documents: [DeskPolicy]) throws(PolicyErrors) {
        var policies: [CompiledPolicy] = []
        for (number, document) in documents.enumerated() {
            let place = Place([.index(number)])
            if number > 0 {
                guard let start = document.edition?.effectiveFrom else {
                    throw PolicyErrors(
                        place.field("edition"), en: "a later document says from when on it holds",
                        fi: "myöhemmästä asiakirjasta puuttuu voimaantulo")
                }
                if let before = documents[number - 1].edition, before.effectiveFrom >= start {
                    throw PolicyErrors(
                        place.field("edition").field("effectiveFrom"),
                        en: "it takes effect after the one before it", fi: "sen on tultava voimaan edellisen jälkeen")
                }
                if documents[..<number].contains(where: { $0.edition?.version == document.edition?.version }) {
                    throw PolicyErrors(
                        place.field("edition").field("version"), en: "another document has the same version",
                        fi: "toisella asiakirjalla on sama versio")
                }
            }
            do throws(PolicyErrors) {
                policies.append(try CompiledPolicy(document, after: policies.last))
            } catch {
                throw PolicyErrors(
                    findings: error.findings.map {
                        PolicyFinding($0.severity, $0.place.within(place), $0.text)
                    })
            }
        }
        guard !policies.isEmpty else {
            throw PolicyErrors(.root, en: "at least one document is needed", fi: "tarvitaan vähintään yksi asiakirja")
        }
        self.policies = policies
    }

    /// The policy in force at an instant; before the first has begun, the first.
    ///
    /// - Complexity: O(log editions).
    public func policy(at instant: Instant) -> CompiledPolicy {
        var (low, high) = (0, policies.count)
        while low < high {
            let middle = (low + high) / 2
            if (policies[middle].document.edition?.effectiveFrom ?? .earliest) <= instant {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return policies[max(low - 1, 0)]
    }
}

extension PolicyTimeline {
    /// The policy whose routing table has a fingerprint: the edition that sent a case where it went, however long ago.
    ///
    /// Of several editions with the same table, the latest; nil when none here has it.
    /// - Complexity: O(editions); times the content of the tables for a fingerprint in the form there was before.
    public func policy(routingBy fingerprint: RoutingFingerprint) -> CompiledPolicy? {
        policies.last { fingerprint.names($0.document.routing) }
    }
}

extension PolicyErrors {
    fileprivate init(_ place: Place, en: String, fi: String) {
        self.init(findings: [PolicyFinding(.error, place, LocalizedText(en: en, fi: fi))])
    }
}
