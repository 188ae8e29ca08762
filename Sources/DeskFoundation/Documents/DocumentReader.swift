import DeskOperations
import DeskPrimitives
import DeskRouting
import Foundation

/// Reads a value from a document, or finds everything that is wrong with it.
///
/// A decoder stops at the first error. So that all are found, what an error names is put right by a guess and the document
/// is decoded again, until it is taken: a value is replaced by one of its kind, a missing member is put in, a member that
/// is not known is left out. What follows from a guess is not reported. Where no guess helps, the element of a list that
/// the value is in is left out, and what else is wrong in that element shows when the first error is mended.
struct DocumentReader<Value: Decodable> {
    /// The most values of a document of which more than the first error is looked for.
    private static var repairLimit: Int { 200_000 }
    /// How many bytes may be decoded in all before the search is given up.
    private static var effortLimit: Int { 128 * 1_048_576 }

    private let map: DocumentMap
    /// Nil for a document that is too large to be put right.
    private var tree: RepairTree?
    private var found: [DocumentError]
    private var isTruncated = false
    private var effort = 0
    /// Members that were left out of an object, and are not missed.
    private var dropped: Set<String> = []

    static func read(_ json: Data, _ map: DocumentMap) throws(DocumentErrors) -> Value {
        var first: (any Error)?
        do {
            let value = try JSONDecoder().decode(Value.self, from: json)
            if map.duplicates.isEmpty { return value }
        } catch {
            first = error
        }
        var reader = DocumentReader(map)
        reader.search()
        if reader.found.isEmpty || reader.tree == nil, let first { reader.note(first) }
        throw DocumentErrors(reader.found, isTruncated: reader.isTruncated)
    }

    /// The members whose name stands in their object already.
    static func duplicates(_ map: DocumentMap) -> [DocumentError] {
        map.duplicates.prefix(DocumentErrors.limit).map { duplicate in
            let (position, earlier) = (map.positionOfName(duplicate.node), map.positionOfName(duplicate.first))
            let detail =
                "“\(map.name(of: duplicate.node))” stands here twice, first at line \(earlier.line), column \(earlier.column)"
            return DocumentError(
                Refusal(.duplicateName, detail, at: map.place(of: duplicate.node)), at: position, earlier: earlier)
        }
    }

    private init(_ map: DocumentMap) {
        self.map = map
        tree = map.nodes.count <= Self.repairLimit ? RepairTree(map) : nil
        isTruncated = tree == nil
        found = Self.duplicates(map)
    }

    // MARK: The search

    private mutating func search() {
        while tree != nil, let error = failure() {
            let spot = note(error)
            guard found.count < DocumentErrors.limit, let spot, repair(spot) else {
                // Whatever is left is hidden behind this one.
                isTruncated = true
                return
            }
        }
    }

    /// Why the document as it stands is not taken; nil when it is.
    private mutating func failure() -> (any Error)? {
        var text = ""
        tree?.root.write(into: &text)
        effort += text.utf8.count + 1_000
        do {
            _ = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    /// What an error is about, in the document as it stands.
    private struct Spot {
        var place: Place
        /// The member that is missing there.
        var missing: String?
        /// Whether the value is a member whose name is not known.
        var isName = false
        /// Whether it is a whole routing table, of which everything was said.
        var isTable = false
    }

    private func spot(of error: any Error) -> Spot? {
        guard let error = error as? DecodingError else { return nil }
        switch error {
        case .keyNotFound(let key, let context):
            return Spot(place: JSONDocument.place(context.codingPath), missing: key.stringValue)
        case .dataCorrupted(let context):
            let place = JSONDocument.place(context.codingPath)
            if let errors = context.underlyingError as? RoutingTableErrors {
                let inner = errors.errors.first?.place.steps.count ?? 0
                return Spot(place: Place(place.steps.dropLast(inner)), isTable: true)
            }
            return Spot(place: place, isName: Self.names(place, refusal(of: error)))
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return Spot(place: JSONDocument.place(context.codingPath))
        @unknown default: return nil
        }
    }

    private func refusal(of error: any Error) -> Refusal {
        (error as? DecodingError).map { JSONDocument.refusal(of: $0) } ?? (error as? Refusal)
            ?? Refusal(.malformed, "\(error)")
    }

    /// Whether a refusal is about the name of the member it stands at.
    private static func names(_ place: Place, _ refusal: Refusal) -> Bool {
        guard case .field(let name) = place.steps.last else { return false }
        if refusal.detail == "no such key here" { return true }
        return refusal.detail.contains("“\(name)”") && !refusal.detail.contains("“\(name)” is missing")
    }

    // MARK: Noting errors

    /// Notes what an error says, unless it follows from a guess; answers what it is about.
    @discardableResult
    private mutating func note(_ error: any Error) -> Spot? {
        let spot = spot(of: error)
        if let spot, spot.isTable, case .dataCorrupted(let context)? = error as? DecodingError,
            let errors = context.underlyingError as? RoutingTableErrors
        {
            for refusal in errors.errors { add(refusal.within(spot.place)) }
            isTruncated = isTruncated || errors.isTruncated
        } else {
            add(refusal(of: error), missing: spot?.missing)
        }
        return spot
    }

    private mutating func add(_ refusal: Refusal, missing: String? = nil) {
        // A missing member has no place of its own: the object it is missing in has.
        var steps = refusal.place.steps
        if let missing, case .field(missing)? = steps.last { steps.removeLast() }
        var original: [Place.Step] = []
        var origin: Int32 = 0
        if var node = tree?.root {
            for (depth, step) in steps.enumerated() {
                guard let child = node.child(step) else {
                    original += steps[depth...]
                    break
                }
                node = node.children[child]
                // What follows from a guess is nobody's mistake.
                guard let known = node.origin, let step = node.step else { return }
                original.append(step)
                origin = known
            }
        } else {
            original = steps
            origin = map.nearest(Place(steps)).node
        }
        if let missing {
            if dropped.contains("\(Place(original).field(missing))") { return }
            original.append(.field(missing))
        }
        let place = Place(original)
        let isName = missing == nil && Self.names(place, refusal)
        let position = isName ? map.positionOfName(origin) : map.position(Int(map.nodes[Int(origin)].start))
        let error = DocumentError(Refusal(refusal.code, refusal.detail, at: place), at: position)
        if !found.contains(error) { found.append(error) }
    }

    // MARK: Putting right

    /// Changes the document so that another error comes first, or none; false when nothing helps.
    private mutating func repair(_ spot: Spot) -> Bool {
        guard var tree else { return false }
        defer { self.tree = tree }
        if spot.isTable { return tree.replace(spot.place, by: RepairTree.table) != nil }
        let place = spot.missing.map { spot.place.field($0) } ?? spot.place
        if spot.isName { return leaveOut(place, tree) }
        guard let (outer, step) = tree.holder(of: place) else { return false }
        let isThere = outer.child(step) != nil
        guard isThere == (spot.missing == nil) else { return false }
        for candidate in tree.candidates(for: place) {
            guard effort < Self.effortLimit else { return false }
            guard let undo = isThere ? tree.replace(place, by: candidate) : tree.insert(candidate, at: place) else {
                return false
            }
            guard let next = failure() else { return true }
            // Another error, or one further in: this was a value of the right kind.
            if let later = self.spot(of: next), !Self.concerns(later, place) { return true }
            undo()
        }
        // Perhaps it may be left out; if not, its being missing is no mistake of its own.
        if isThere, outer.kind == .object, leaveOut(place, tree) {
            guard let next = failure(), let later = self.spot(of: next) else { return true }
            if later.missing == nil || later.place != Place(place.steps.dropLast()) { return true }
        }
        return tree.removeElement(around: place)
    }

    private mutating func leaveOut(_ place: Place, _ tree: RepairTree) -> Bool {
        dropped.insert("\(tree.originalPlace(place))")
        return tree.remove(place)
    }

    /// Whether an error is about a place, or what it is in as a whole.
    private static func concerns(_ spot: Spot, _ place: Place) -> Bool {
        if let missing = spot.missing { return spot.place.field(missing) == place }
        return place.steps.starts(with: spot.place.steps)
    }
}
