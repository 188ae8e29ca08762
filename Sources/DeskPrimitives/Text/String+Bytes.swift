extension String {
    /// Whether the bytes are equal; `==` on strings compares canonically, so that `é` in one character and in two are equal.
    package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Optional where Wrapped == String {
    /// Whether both are there with equal bytes, or both are not.
    package func hasSameBytes(as other: String?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let text?, let other?): text.hasSameBytes(as: other)
        default: false
        }
    }
}
