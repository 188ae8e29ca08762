public import DeskPrimitives

/// What experience was like and what it cost, as one value: neither can be had without the other.
public struct QualityCostPair: Hashable, Sendable {
    /// What it cost.
    public struct Cost: Hashable, Sendable, Codable {
        /// The kinds of cost.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// Working time for one contact.
            case handleTime
            /// From arrival to settled.
            case timeToResolve
            /// Contacts for one case.
            case contactsPerCase
        }

        /// What is measured.
        public let kind: Kind
        /// The mean, of spans in seconds; nil when nothing was measured.
        public let mean: Double?
        /// The lower end of the interval.
        public let low: Double
        /// The upper end of the interval.
        public let high: Double
        /// How many contacts or cases.
        public let n: Int

        /// Computes the mean of whole numbers, such as seconds, with a normal interval of the mean.
        ///
        /// - Throws: `Refusal` with code `outOfRange` at a negative number or one beyond 2^31.
        public init(_ kind: Kind, of values: [Int], confidence: Confidence = .p95) throws(Refusal) {
            var sum = 0.0
            for (number, value) in values.enumerated() {
                guard (0...1 << 31).contains(value) else {
                    throw Refusal(.outOfRange, "a cost is not negative", at: .field("values").index(number))
                }
                sum += Double(value)
            }
            self.kind = kind
            n = values.count
            guard values.count > 1 else {
                mean = values.first.map { Double($0) }
                (low, high) = (0, .greatestFiniteMagnitude)
                return
            }
            let mean = sum / Double(n)
            let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            let half = confidence.z * squareRoot(squares / Double(n - 1) / Double(n))
            self.mean = mean
            (low, high) = (max(mean - half, 0), mean + half)
        }
    }

    /// What experience was like.
    public let quality: Estimate
    /// What it cost.
    public let cost: Cost

    /// Puts the two beside each other.
    public init(quality: Estimate, cost: Cost) {
        self.quality = quality
        self.cost = cost
    }
}

extension QualityCostPair: Explained {
    public func sentence(in language: LanguageTag) -> String {
        "\(quality.sentence(in: language)) \(cost.sentence(in: language))"
    }
}

extension QualityCostPair.Cost: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let name =
            switch kind {
            case .handleTime: language.pick(en: "Handle time", fi: "Käsittelyaika")
            case .timeToResolve: language.pick(en: "Time to resolve", fi: "Ratkaisuaika")
            case .contactsPerCase: language.pick(en: "Contacts per case", fi: "Yhteydenottoja tapausta kohti")
            }
        guard let mean else {
            return language.pick(en: "\(name): nothing measured.", fi: "\(name): ei mitattu.")
        }
        guard n > 1 else {
            return language.pick(en: "\(name): one case only.", fi: "\(name): vain yksi tapaus.")
        }
        let text = { (value: Double) in
            kind == .contactsPerCase ? Self.tenths(value, language) : "\(nearestInteger(value / 60)) min"
        }
        return language.pick(
            en: "\(name): \(text(mean)), 95% interval \(text(low)) to \(text(high)), n = \(n).",
            fi: "\(name): \(text(mean)), 95 %:n luottamusväli \(text(low)) – \(text(high)), n = \(n).")
    }

    private static func tenths(_ value: Double, _ language: LanguageTag) -> String {
        let tenths = nearestInteger(value * 10)
        return "\(tenths / 10)\(language.pick(en: ".", fi: ","))\(tenths % 10)"
    }
}
