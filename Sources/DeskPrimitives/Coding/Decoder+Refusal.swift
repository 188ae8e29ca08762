extension Decoder {
    /// The error that says at the coding path of this value, and the place within it, what a check refused.
    package func failure(_ refusal: Refusal) -> DecodingError {
        .dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath + AnyKey.path(refusal.place), debugDescription: refusal.detail,
                underlyingError: nil))
    }

    /// Runs a check and turns its refusal into a decoding error at the place in the document.
    package func checked<Value>(_ make: () throws(Refusal) -> Value) throws -> Value {
        do throws(Refusal) {
            return try make()
        } catch {
            throw failure(error)
        }
    }
}
