import DeskPrimitives

/// A document that is put right piece by piece.
struct RepairTree {
    /// A routing table without a mistake.
    static let table = #"{"version":1,"attributes":[],"rules":[],"otherwise":{"queue":"stub"}}"#

    let root: RepairNode
    private var stubCount = 0

    init(_ map: DocumentMap) {
        root = RepairNode(0, of: map, without: Set(map.duplicates.map(\.node)))
    }

    // MARK: Changes

    /// What a value is in, and the step from there.
    func holder(of place: Place) -> (RepairNode, Place.Step)? {
        guard let last = place.steps.last else { return nil }
        var node = root
        for step in place.steps.dropLast() {
            guard let child = node.child(step) else { return nil }
            node = node.children[child]
        }
        return (node, last)
    }

    /// The path in the document as it was written.
    func originalPlace(_ place: Place) -> Place {
        var node = root
        var steps: [Place.Step] = []
        for step in place.steps {
            guard let child = node.child(step) else { return Place(steps + [step]) }
            node = node.children[child]
            steps.append(node.step ?? step)
        }
        return Place(steps)
    }

    /// Puts something in the place of a value; answers how to take it back.
    func replace(_ place: Place, by text: String) -> (() -> Void)? {
        guard let (outer, step) = holder(of: place) else {
            // The whole document.
            root.kind = .word
            root.text = text
            root.children = []
            return {}
        }
        guard let child = outer.child(step) else { return nil }
        let old = outer.children[child]
        outer.children[child] = RepairNode(stub: text, name: old.name)
        return { outer.children[child] = old }
    }

    /// Puts in a member that is missing; answers how to take it back.
    func insert(_ text: String, at place: Place) -> (() -> Void)? {
        guard let (outer, step) = holder(of: place), outer.kind == .object, case .field(let name) = step else {
            return nil
        }
        outer.children.append(RepairNode(stub: text, name: name))
        return { outer.children.removeLast() }
    }

    func remove(_ place: Place) -> Bool {
        guard let (outer, step) = holder(of: place), let child = outer.child(step) else { return false }
        outer.children.remove(at: child)
        return true
    }

    /// Leaves out the innermost element of a list around a place.
    func removeElement(around place: Place) -> Bool {
        var steps = place.steps
        while let last = steps.last {
            if case .index = last { return remove(Place(steps)) }
            steps.removeLast()
        }
        return false
    }

    // MARK: Guesses

    /// What may stand at a place: what stands at places like it, then one value of every kind.
    mutating func candidates(for place: Place) -> [String] {
        stubCount += 1
        var texts: [String] = []
        siblings(root, place.steps[...], &texts)
        return texts.prefix(3) + [
            "\"stub\(stubCount)\"", "1", "[]", "{}", "true", #"{"en":"stub"}"#, "\"PT1H\"", "\"UTC\"", "\"en\"", "0",
            "100",
            "\"09:00\"", "\"2026-01-01\"", "\"2026-01-01T00:00:00Z\"", "\"monday\"", Self.table,
        ]
    }

    private func siblings(_ node: RepairNode, _ steps: ArraySlice<Place.Step>, _ texts: inout [String]) {
        guard texts.count < 3 else { return }
        guard let step = steps.first else {
            if node.origin != nil, node.children.isEmpty, !node.text.isEmpty, !texts.contains(node.text) {
                texts.append(node.text)
            }
            return
        }
        if case .index = step {
            for child in node.children.prefix(100) { siblings(child, steps.dropFirst(), &texts) }
        } else if let child = node.child(step) {
            siblings(node.children[child], steps.dropFirst(), &texts)
        }
    }
}
