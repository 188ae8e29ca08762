import DeskPrimitives
import DeskRouting

extension PolicyCheck {
    /// The rules against the people and the hours, and the exact analysis of the rules: what no rule catches, what never
    /// applies, what only the order decides, and where work would wait for nothing.
    mutating func checkTable(_ table: RoutingTable) {
        let place = Place.field("routing")
        add(TableCheck.findings(table, domain: .openFor(openAttributes(of: table))).map { $0.within(place) })
        add(RosterCheck.findings(queues: policy.queues, agents: policy.agents, table: table))
        add(HoursCheck.findings(queues: policy.queues, table: table, openTimes: openTimes))
    }

    private mutating func add(_ found: [RoutingFinding]) {
        for finding in found {
            // The analysis says it with a contact as the example, and only when there is one.
            if case .nothingOtherwise = finding.matter { continue }
            let severity: PolicyFinding.Severity =
                switch finding.severity {
                case .error: .error
                case .warning: .warning
                case .notice: .notice
                }
            findings.append(
                PolicyFinding(
                    severity, finding.place,
                    LocalizedText(en: finding.sentence(in: .english), fi: finding.sentence(in: .finnish))))
        }
    }

    /// The attributes in which a contact may come with a symbol that the table does not declare.
    private func openAttributes(of table: RoutingTable) -> Set<String> {
        var open: Set<String> = []
        for attribute in table.attributes {
            guard case .enumeration(let declared) = attribute.type else { continue }
            let known = RoutingAttributeName(rawValue: attribute.name).flatMap { values(of: $0) }
            if known.map({ !Set($0).isSubset(of: declared) }) ?? true { open.insert(attribute.name) }
        }
        return open
    }
}
