public import DeskPrimitives

extension TimeLedger.Bucket: Comparable {
    /// Queues, teams, customer, supplier, internal, closed hours, done; queues and teams by name, the nameless first.
    public static func < (a: Self, b: Self) -> Bool {
        let (left, right) = (a.parts, b.parts)
        return left.kind.rank == right.kind.rank ? left.name < right.name : left.kind.rank < right.kind.rank
    }

    private enum Kind: String, Codable, CaseIterable {
        case queue, team, customer, supplier, `internal`, closed, done

        var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    private var parts: (kind: Kind, name: String) {
        switch self {
        case .queue(let queue): (.queue, queue?.rawValue ?? "")
        case .team(let team): (.team, team?.rawValue ?? "")
        case .customer: (.customer, "")
        case .supplier: (.supplier, "")
        case .internal: (.internal, "")
        case .closed: (.closed, "")
        case .done: (.done, "")
        }
    }

    /// What it is called in a table or a sentence.
    public func name(in language: LanguageTag) -> String {
        switch self {
        case .queue(let queue):
            let name = queue.map { " \($0)" } ?? ""
            return language.pick(en: "queue\(name)", fi: "jono\(name)")
        case .team(let team):
            guard let team else { return language.pick(en: "our team", fi: "oma tiimi") }
            return language.pick(en: "team \(team)", fi: "tiimi \(team)")
        case .customer: return language.pick(en: "customer", fi: "asiakas")
        case .supplier: return language.pick(en: "supplier", fi: "toimittaja")
        case .internal: return language.pick(en: "another unit", fi: "toinen yksikkö")
        case .closed: return language.pick(en: "closed hours", fi: "kiinnioloaika")
        case .done: return language.pick(en: "settled", fi: "ratkaistuna")
        }
    }
}

extension TimeLedger.Bucket: Codable {
    private enum CodingKeys: String, CodingKey {
        case bucket, name
    }

    /// Writes a flat object such as `{"bucket": "team", "name": "billing"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let parts = parts
        try container.encode(parts.kind, forKey: .bucket)
        if !parts.name.isEmpty { try container.encode(parts.name, forKey: .name) }
    }

    /// Reads a flat object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .bucket) {
        case .queue: self = .queue(try container.decodeIfPresent(QueueID.self, forKey: .name))
        case .team: self = .team(try container.decodeIfPresent(TeamID.self, forKey: .name))
        case .customer: self = .customer
        case .supplier: self = .supplier
        case .internal: self = .internal
        case .closed: self = .closed
        case .done: self = .done
        }
    }
}
