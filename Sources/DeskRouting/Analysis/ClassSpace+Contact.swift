import DeskPrimitives

extension ClassSpace {
    /// A contact in the box of some rules that takes the classes on a path.
    func contact(path: [(dimension: Int, choice: SignatureList.Choice)], box: [Int]) -> RoutingFacts {
        var facts = RoutingFacts()
        var chosen: [Int: SignatureList.Choice] = [:]
        for (dimension, choice) in path { chosen[dimension] = choice }
        var tested: Set<Int> = []
        for (number, dimension) in dimensions.enumerated() {
            tested.insert(dimension.attribute)
            let name = attributes[dimension.attribute].name
            facts[name] = dimension.value(of: chosen[number] ?? simplest(number, box))
        }
        for (position, attribute) in attributes.enumerated() where !tested.contains(position) {
            if !attribute.isOptional { facts[attribute.name] = Self.anyValue(attribute.type) }
        }
        return facts
    }

    private func simplest(_ number: Int, _ box: [Int]) -> SignatureList.Choice {
        let dimension = dimensions[number]
        if let missing = dimension.missing, box.allSatisfy({ has($0, at: missing) }) {
            return dimension.isSet ? .missing : .value(dimension.rows.count - 1)
        }
        guard dimension.isSet else { return .value(self.box(box, number).first ?? dimension.firstClass) }
        let cells = box.compactMap { rule -> CompiledCell.SetCell? in
            guard case .sets(let cell)? = self.cells[dimension.attribute][rule]?.accepted else { return nil }
            return cell
        }
        return .set(dimension.example(of: cells) ?? [])
    }

    private static func anyValue(_ type: RoutingAttributeType) -> RoutingValue {
        switch type {
        case .enumeration(let values): .symbol(values.first ?? "")
        case .integer: .integer(0)
        case .boolean: .boolean(false)
        case .set: .set([])
        case .timeOfWeek: .minuteOfWeek(0)
        }
    }
}

extension ClassSpace.Dimension {
    func value(of choice: SignatureList.Choice) -> RoutingValue? {
        switch choice {
        case .value(let number): value(of: number)
        case .missing: nil
        case .set(let positions):
            .set(
                positions.map { position in
                    let symbols = index.table.symbols
                    return position < symbols.count ? symbols[position] : Self.undeclared(symbols)
                })
        }
    }
}
