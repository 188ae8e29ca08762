/// What can be reached from where on an automated path.
struct AutomationGraph {
    private let steps: [AutomationOutline.Step]
    private let positions: [String: Int]
    /// By step, those one step on.
    private let next: [[Int]]
    /// By step, whether a person or an end can be reached.
    let canEnd: [Bool]

    init(_ outline: AutomationOutline) {
        let steps = outline.steps
        let positions = Dictionary(
            steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let next = steps.map { step in
            step.exits.compactMap { exit -> Int? in
                guard case .step(let name, _) = exit else { return nil }
                return positions[name]
            }
        }
        var canEnd = steps.map { step in
            step.exits.contains { exit in
                if case .step = exit { false } else { true }
            }
        }
        var changed = true
        while changed {
            changed = false
            for number in steps.indices where !canEnd[number] && next[number].contains(where: { canEnd[$0] }) {
                canEnd[number] = true
                changed = true
            }
        }
        self.steps = steps
        self.positions = positions
        self.next = next
        self.canEnd = canEnd
    }

    func position(_ name: String) -> Int? { positions[name] }

    /// The shortest way from the first step to another, by name; the step alone when there is none.
    func trail(to target: Int) -> [String] {
        var from: [Int: Int] = [0: 0]
        var open = [0]
        var looked = 0
        while looked < open.count, from[target] == nil {
            let number = open[looked]
            looked += 1
            for other in next[number] where from[other] == nil {
                from[other] = number
                open.append(other)
            }
        }
        guard from[target] != nil else { return [steps[target].id] }
        var trail = [target]
        while let last = trail.last, last != 0, let before = from[last] { trail.append(before) }
        return trail.reversed().map { steps[$0].id }
    }

    private func reach(from start: Int) -> Set<Int> {
        var reached: Set<Int> = []
        var open = next[start]
        while let number = open.popLast() {
            if reached.insert(number).inserted { open += next[number] }
        }
        return reached
    }

    /// Groups of steps that lead to each other and that no time and no count leads out of, each in the order of the path.
    ///
    /// Groups that cannot end at all are reported as such and left out.
    var endlessLoops: [[Int]] {
        let reached = steps.indices.map(reach)
        var seen: Set<Int> = []
        var loops: [[Int]] = []
        for start in steps.indices where canEnd[start] && reached[start].contains(start) && !seen.contains(start) {
            let loop = steps.indices.filter { reached[start].contains($0) && reached[$0].contains(start) }
            seen.formUnion(loop)
            let isLeft = loop.contains { number in
                steps[number].exits.contains { exit in
                    switch exit {
                    case .closed: false
                    case .person(let isBounded): isBounded
                    case .step(let name, let isBounded):
                        isBounded && !(positions[name].map(loop.contains) ?? false)
                    }
                }
            }
            if !isLeft { loops.append(loop) }
        }
        return loops
    }
}
