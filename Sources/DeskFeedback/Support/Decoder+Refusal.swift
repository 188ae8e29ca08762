import DeskPrimitives

extension Decoder {
    /// Runs a check and turns its refusal into a decoding error at the place in the document.
    func checked<Value>(_ make: () throws(Refusal) -> Value) throws -> Value {
        do throws(Refusal) {
            return try make()
        } catch {
            let steps = error.place.steps.compactMap { DocumentStep($0) }
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: codingPath + steps, debugDescription: error.detail))
        }
    }
}

private struct DocumentStep: CodingKey {
    let stringValue: String
    let intValue: Int?

    init?(_ step: Place.Step) {
        switch step {
        case .field(let name): self.init(stringValue: name)
        case .index(let number): self.init(intValue: number)
        case .line, .column: return nil
        }
    }
    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }
    init(intValue: Int) {
        stringValue = "Index \(intValue)"
        self.intValue = intValue
    }
}
