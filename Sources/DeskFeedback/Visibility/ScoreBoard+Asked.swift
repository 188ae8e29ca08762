public import DeskPrimitives

extension ScoreBoard {
    /// Of whom a score is made: who was asked, who answered, and what to make of those who did not.
    public struct Asked: Hashable, Sendable {
        /// Invitations, undeliverable ones, complete and partial answers.
        public let rate: ResponseRate
        /// What the net promoter score would be if all who did not answer were detractors, and if all were promoters; nil
        /// when the score itself is not shown.
        public let bounds: ClosedRange<Double>?
        /// How many of the answers to expect have come; nil when nobody looked.
        public let maturity: Maturity?
        /// How many times answers came faster than people give them.
        public let bursts: Int

        init(_ tally: Tally, showsBounds: Bool, maturity: Maturity?, bursts: Int) {
            rate = tally.responseRate
            bounds = showsBounds ? rate.netPromoterBounds(tally.netPromoterCounts) : nil
            self.maturity = maturity
            self.bursts = bursts
        }
    }

    /// Puts a board together of a tree.
    ///
    /// - Throws: `Refusal` with code `unknownName` for a node the tree does not have.
    public init(
        _ tree: ScoreTree, whole: FeedbackNode, parts: [FeedbackNode], confidence: Confidence = .p95
    ) throws(Refusal) {
        var rows: [Row] = []
        for part in parts { rows.append(try tree.row(part, confidence: confidence)) }
        self.init(
            whole: try tree.row(whole, confidence: confidence), parts: rows.filter { $0.decision.isAllowed },
            notShown: rows.count { !$0.decision.isAllowed })
    }
}

extension ScoreBoard.Asked: Explained {
    public func sentence(in language: LanguageTag) -> String {
        guard rate.rr2 != nil else {
            return language.pick(en: "Nobody was asked.", fi: "Keneltäkään ei kysytty.")
        }
        var sentences = [rate.sentence(in: language)]
        if let bounds {
            let (low, high) = (
                Estimate.signedHundredths(bounds.lowerBound), Estimate.signedHundredths(bounds.upperBound)
            )
            sentences.append(
                language.pick(
                    en: "Between \(low) and \(high) if the silent were all detractors or all promoters.",
                    fi:
                        "Välillä \(low) – \(high), jos vastaamattomat olisivat kaikki arvostelijoita tai suosittelijoita."
                ))
        }
        if let maturity, !maturity.isMature { sentences.append(maturity.sentence(in: language)) }
        if bursts > 0 {
            sentences.append(
                language.pick(
                    en: "Some answers came faster than people give them; look at them before you use the score.",
                    fi: "Osa vastauksista tuli nopeammin kuin ihmiset vastaavat; tarkista ne ennen kuin käytät tulosta."
                ))
        }
        return sentences.joined(separator: " ")
    }
}

extension ScoreBoard.Row: Explained {
    /// Whether it is shown, every score with its interval or the reason why it is not there, and who was asked.
    public func sentence(in language: LanguageTag) -> String {
        guard decision.isAllowed else { return decision.sentence(in: language) }
        return (estimates.map { $0.sentence(in: language) } + [asked?.sentence(in: language)].compactMap { $0 })
            .joined(separator: " ")
    }
}
