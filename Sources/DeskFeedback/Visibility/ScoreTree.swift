public import DeskPrimitives

/// All nodes of a desk over one period, and which of their numbers one viewer is shown.
///
/// What is hidden is decided over the whole tree at once, so it is the same in every read: nobody can put together what two
/// reads show. Trees of periods side by side are added up with ``adding(_:)``.
public struct ScoreTree: Sendable {
    /// A node with what was answered there.
    public struct Entry: Hashable, Sendable {
        /// The node.
        public let node: FeedbackNode
        /// What was answered there.
        public var tally: Tally
        /// How many of the answers to expect have come; nil when nobody looked.
        public var maturity: Maturity?
        /// How many bursts of answers were noticed there.
        public var bursts: Int

        /// Creates an entry.
        public init(_ node: FeedbackNode, _ tally: Tally, maturity: Maturity? = nil, bursts: Int = 0) {
            self.node = node
            self.tally = tally
            self.maturity = maturity
            self.bursts = bursts
        }
    }

    /// A whole with its disjoint parts.
    public struct Family: Hashable, Sendable {
        /// The whole.
        public let whole: FeedbackNode
        /// Its parts.
        public let parts: [FeedbackNode]

        /// Creates a family.
        public init(_ whole: FeedbackNode, _ parts: [FeedbackNode]) {
            self.whole = whole
            self.parts = parts
        }

        /// Every node of some families once, in the order they are named in.
        public static func nodes(of families: [Family]) -> [FeedbackNode] {
            var seen: Set<FeedbackNode> = []
            return families.flatMap { [$0.whole] + $0.parts }.filter { seen.insert($0).inserted }
        }
    }

    /// Who looks.
    public let viewer: FeedbackViewer
    private let rules: FeedbackVisibility
    private var entries: [Entry]
    private let places: [FeedbackNode: Int]
    /// By question, then by node.
    private var isHidden: [[Bool]]

    /// The questions a score is made of, in the order they are shown in.
    static let measures: [Estimate.Measure] = [
        .netPromoterScore, .serviceShare(cut: 4), .resolvedShare, .effortShare,
    ]

    /// Decides for one period.
    ///
    /// - Parameters:
    ///   - entries: The nodes, each once.
    ///   - families: How they add up, each after the one in which its whole is a part; nodes without an entry are left out.
    ///   - viewer: Who looks.
    ///   - rules: What they may see.
    /// - Throws: `Refusal` with code `duplicateName` for a node that is there twice.
    public init(
        _ entries: [Entry], families: [Family], viewer: FeedbackViewer, rules: FeedbackVisibility = .standard
    ) throws(Refusal) {
        var places: [FeedbackNode: Int] = [:]
        for (place, entry) in entries.enumerated() {
            guard places.updateValue(place, forKey: entry.node) == nil else {
                throw Refusal(.duplicateName, "a node is there twice", at: Place.field("entries").index(place))
            }
        }
        let numbered = families.compactMap { family in
            places[family.whole].map { Disclosure.Family(whole: $0, parts: family.parts.compactMap { places[$0] }) }
        }
        let isAllowed = entries.map { rules.decide(viewer, sees: $0.node).isAllowed }
        let isPerson = entries.map { $0.node.level == .agent }
        isHidden = Self.measures.map { measure in
            Disclosure(
                numbered, counts: entries.map { $0.tally.estimate(measure).n }, isAllowed: isAllowed,
                isPerson: isPerson, k: rules.privacy
            ).isHidden
        }
        self.viewer = viewer
        self.rules = rules
        self.entries = entries
        self.places = places
        for number in Self.measures.indices where audienceTells(number) {
            for (place, entry) in entries.enumerated()
            where entry.node.level == .audience && entry.tally.estimate(Self.measures[number]).n > 0 {
                isHidden[number][place] = true
            }
        }
    }

    /// Whether the numbers of all buyers and all users would tell those of a customer's buyers or users that are hidden.
    ///
    /// Customers by audience are a table with sums on both sides. Where at least two customers have both of their numbers
    /// hidden and no answers besides, and enough of each, one number may be larger as another is smaller, and nothing follows;
    /// everything else is taken to tell.
    private func audienceTells(_ number: Int) -> Bool {
        let n = { (node: FeedbackNode) in
            places[node].map { entries[$0].tally.estimate(Self.measures[number]).n } ?? 0
        }
        var (rows, sums, tells) = (0, (buyers: 0, users: 0), false)
        for entry in entries where entry.node.level == .organization {
            let (buyer, user) = (FeedbackNode(.buyer, entry.node.id), FeedbackNode(.user, entry.node.id))
            let (buyers, users) = (n(buyer), n(user))
            let hides = [buyer, user].contains { node in
                n(node) > 0 && places[node].map { isHidden[number][$0] } ?? false
            }
            guard hides else { continue }
            rows += 1
            sums.buyers += buyers
            sums.users += users
            if buyers == 0 || users == 0 || n(entry.node) != buyers + users { tells = true }
        }
        return rows > 0 && (tells || rows < 2 || sums.buyers < rules.privacy || sums.users < rules.privacy)
    }

    /// The tree with another period added, of the same nodes for the same viewer.
    ///
    /// A sum is shown only when each of its periods is: so it tells nothing that they do not tell already.
    ///
    /// - Throws: `Refusal` with code `malformed` for a tree of other nodes or another viewer.
    public func adding(_ other: ScoreTree) throws(Refusal) -> ScoreTree {
        guard places == other.places, viewer == other.viewer, rules == other.rules else {
            throw Refusal(.malformed, "a tree of other nodes or for another viewer", at: .field("other"))
        }
        var sum = self
        for place in entries.indices {
            sum.entries[place].tally += other.entries[place].tally
            sum.entries[place].bursts += other.entries[place].bursts
            sum.entries[place].maturity = entries[place].maturity.combined(with: other.entries[place].maturity)
        }
        for (number, hidden) in other.isHidden.enumerated() {
            sum.isHidden[number] = zip(isHidden[number], hidden).map { $0 || $1 }
        }
        return sum
    }

    /// Whether the viewer may see a node, and why.
    public func decision(_ node: FeedbackNode) -> VisibilityDecision { rules.decide(viewer, sees: node) }

    /// The scores of a node, each with n, interval and method, or the reason why it is not there.
    ///
    /// - Throws: `Refusal` with code `unknownName` for a node the tree does not have.
    public func row(_ node: FeedbackNode, confidence: Confidence = .p95) throws(Refusal) -> ScoreBoard.Row {
        let place = try place(of: node)
        let (entry, decision) = (entries[place], decision(node))
        let estimates = Self.measures.enumerated().map { number, measure in
            let estimate = entry.tally.estimate(measure, confidence)
            guard decision.isAllowed else { return estimate.concealed() }
            if let reason = decision.gate.withholds(estimate.n) { return estimate.withholding(reason) }
            return isHidden[number][place] ? estimate.withholding(.protectsOthers) : estimate
        }
        let asked =
            decision.isAllowed
            ? ScoreBoard.Asked(
                entry.tally, showsBounds: estimates[0].value != nil, maturity: entry.maturity, bursts: entry.bursts)
            : nil
        return ScoreBoard.Row(node: node, decision: decision, estimates: estimates, asked: asked)
    }

    /// What was answered at a node, for computations whose result is shown: only when all its numbers may be shown.
    ///
    /// - Throws: `Refusal` at `node` with code `notAllowed` when the node is not for this viewer or one of its numbers is
    ///   hidden, `unknownName` for a node the tree does not have.
    public func tally(_ node: FeedbackNode) throws(Refusal) -> Tally {
        try tally(node, answering: Self.measures)
    }

    /// What was answered at a node, for a result that is made of the answers to some questions only.
    ///
    /// - Throws: As ``tally(_:)``, for those questions.
    package func tally(_ node: FeedbackNode, answering measures: [Estimate.Measure]) throws(Refusal) -> Tally {
        let row = try row(node)
        guard row.decision.isAllowed else {
            throw Refusal(.notAllowed, row.decision.sentence(in: .english), at: .field("viewer"))
        }
        for estimate in row.estimates
        where measures.contains(estimate.measure) && estimate.value == nil && estimate.withheld != .noAnswers {
            throw Refusal(.notAllowed, estimate.sentence(in: .english), at: .field("node"))
        }
        return entries[try place(of: node)].tally
    }

    private func place(of node: FeedbackNode) throws(Refusal) -> Int {
        guard let place = places[node] else {
            throw Refusal(.unknownName, "the desk has no such node", at: .field("node"))
        }
        return place
    }
}

extension Tally {
    /// The estimate of one question, whatever its n.
    func estimate(_ measure: Estimate.Measure, _ confidence: Confidence = .p95) -> Estimate {
        switch measure {
        case .netPromoterScore: netPromoterScore(confidence: confidence, gate: .open)
        case .resolvedShare: resolvedShare(confidence: confidence, gate: .open)
        case .effortShare: effortShare(confidence: confidence, gate: .open)
        case .serviceShare, .share: topBoxShare(confidence: confidence, gate: .open)
        }
    }
}

extension Maturity? {
    /// How mature two periods are together: as mature as the less mature one.
    func combined(with other: Maturity?) -> Maturity? {
        guard let self, let other else { return self ?? other }
        return (self.share ?? 0) <= (other.share ?? 0) ? self : other
    }
}
